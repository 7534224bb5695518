using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RawInference.State.Local;

/// <summary>Tells failures of the store, which pass, from mistakes in what was asked of it.</summary>
internal static class SqliteFailures
{
    /// <summary>What the caller is to see: <c>Unavailable</c> where the store failed, otherwise the exception itself.</summary>
    public static Exception Of(Exception exception) => Reason(exception) is { } reason
        ? new InferenceException(InferenceErrorCode.Unavailable, $"The gateway's state cannot be reached: {reason}.", exception) { RetryAfter = TimeSpan.FromSeconds(1) }
        : exception;

    /// <summary>Without paths and statements: callers read it.</summary>
    private static string? Reason(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => "its database is busy",
            raw.SQLITE_FULL => "its disk is full",
            raw.SQLITE_IOERR => "its disk failed",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "its database is damaged",
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => "its database must not be written",
            raw.SQLITE_CANTOPEN => "its database cannot be opened",
            raw.SQLITE_NOMEM => "its database is out of memory",
            _ => null,
        },
        UnauthorizedAccessException => "its folder must not be written",
        IOException => "its folder failed",
        _ => null,
    };
}
