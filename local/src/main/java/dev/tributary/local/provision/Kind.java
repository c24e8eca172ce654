package dev.tributary.local.provision;

import dev.tributary.local.template.Resource;
import java.util.Set;

/** Creates the resources of one type. */
interface Kind {

    /** The properties that {@link #create} heeds. */
    Set<String> properties();

    /**
     * Asks for the resource; it may not be ready yet.
     *
     * @return false if it was there before
     */
    boolean create(Resource resource);

    /** Whether the resource can be used. */
    default boolean isReady(Resource resource) {
        return true;
    }
}
