package dev.tributary.local.send;

/** What is still to be told where Ctrl-C or a TERM signal ends the process, in the time that this is open. */
public final class Interruption implements AutoCloseable {

    private final Thread hook;

    public Interruption(Runnable account) {
        this.hook = new Thread(account, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has told of it.
        }
    }
}
