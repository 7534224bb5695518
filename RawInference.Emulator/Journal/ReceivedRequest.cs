namespace RawInference.Emulator.Journal;

/// <summary>One request as the emulator received it, and how it ended.</summary>
internal sealed class ReceivedRequest(long id, string method, string path, DateTimeOffset startedAt)
{
    /// <summary>What of a body is kept for <c>/emulator/requests/{id}/body</c>.</summary>
    public const int MaxKeptBytes = 64 * 1024;

    public long Id { get; } = id;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public string? Model { get; set; }

    public long Bytes { get; set; }

    public byte[] KeptBody { get; set; } = [];

    public string? ContentType { get; set; }

    /// <summary>The emulator itself broke the connection, as a fault asked; what follows is not the client's leaving.</summary>
    public bool CutByEmulator { get; set; }

    /// <summary>The last bytes of the answer are on their way.</summary>
    public bool Answered { get; set; }

    public RequestState State { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int? Status { get; set; }
}
