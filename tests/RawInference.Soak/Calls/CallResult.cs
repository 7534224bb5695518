using System.Text.Json.Nodes;

namespace RawInference.Soak.Calls;

/// <summary>What a client got.</summary>
internal sealed record CallResult
{
    public const string Broken = "connection broken";

    /// <summary>0 where no answer began.</summary>
    public int Status { get; init; }

    /// <summary>The status and, of a failure, its type; or why there was none.</summary>
    public required string Kind { get; init; }

    /// <summary>The whole answer; null where the call failed or its stream did not end.</summary>
    public JsonObject? Response { get; init; }

    /// <summary>Exactly as they came.</summary>
    public byte[] Bytes { get; init; } = [];

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan Elapsed { get; init; }

    public bool Replayed { get; init; }

    /// <summary>The whole answer came.</summary>
    public bool Succeeded => Response is not null;

    public bool IsServerError => Status >= 500;

    /// <summary>The usage record's, too.</summary>
    public string? Id => (string?)Response?["id"];

    public long Tokens => (long?)Response?["tokens_used"]?["total"] ?? 0;
}
