package dev.tributary.cdc;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * The function's share of the floor in processor time, both taken in turns in one process: for machines whose processors are not
 * their own, where the wall clock of {@link CdcBenchmark} swings by more than what is to be shown.
 */
final class CdcShare {

    private static final int WARM_UP = 120;
    private static final int ROUNDS = 160;
    private static final double NANOS_PER_SECOND = 1e9;

    private CdcShare() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        CdcBenchmark benchmark = new CdcBenchmark();
        benchmark.setUp();
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long[] function = new long[ROUNDS];
        long[] floor = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long begin = process.getProcessCpuTime();
            benchmark.transform();
            long middle = process.getProcessCpuTime();
            benchmark.floor();
            long end = process.getProcessCpuTime();
            if (i >= 0) {
                function[i] = middle - begin;
                floor[i] = end - middle;
            }
        }
        double functionRate = rate(function);
        double floorRate = rate(floor);
        out.printf(
                Locale.ROOT,
                "function %,.0f changes/s, floor %,.0f changes/s, share %.3f%n",
                functionRate,
                floorRate,
                functionRate / floorRate);
    }

    /** Of the better three quarters, since the others were broken in on. */
    private static double rate(long[] nanos) {
        Arrays.sort(nanos);
        double mean = Arrays.stream(nanos, 0, nanos.length * 3 / 4).average().orElseThrow();
        return CdcBenchmark.CHANGES * NANOS_PER_SECOND / mean;
    }
}
