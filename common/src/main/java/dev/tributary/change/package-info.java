/**
 * Changes of rows and items, whatever tells of them, and the readers of the forms that they come in.
 *
 * <ul>
 *   <li>The model: {@code ChangeEvent} and its four kinds, with {@code Provenance}, {@code SourceTable} and {@code OrderToken}.
 *   <li>Databases: {@code ChangeReader} recognises the form; {@code Dms*}, {@code Debezium*}, {@code FlattenedParser} and
 *       {@code ToastPlaceholder} read it; {@code Connect*} know the schema that Debezium may send along.
 *   <li>DynamoDB streams: {@code DynamoDbStreamParser}, with {@code DynamoDbJson} and its {@code Typed*}.
 *   <li>What readers share: {@code Fields}, {@code EventTime}, {@code SourceTables}, and {@code InvalidChangeException}, by
 *       which each of them says what is wrong.
 * </ul>
 */
@NullMarked
package dev.tributary.change;

import org.jspecify.annotations.NullMarked;
