package dev.tributary.local.demo.account;

import java.util.List;
import java.util.function.Function;

/**
 * What was sent into a system, and who says what must come of it.
 *
 * @param records what its stream took
 * @param judge says what line a record must have become
 * @param others accounts of what else must have come of them; made once all is quiet, from what was found
 */
public record Load(List<SentRecord> records, LineJudge judge, List<Function<Findings, Account>> others) {}
