using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Core.Embeddings;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Testing;

/// <summary>One call that a <see cref="FakeConnector"/> has received.</summary>
public sealed record FakeCall
{
    /// <summary>Which of the connector's calls, from 1.</summary>
    public required int Number { get; init; }

    public required ModelTarget Target { get; init; }

    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The text of a chat's last message, an embedding's first text, a transcription's hint, an image's prompt, or what is spoken.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Of all but an embedding.</summary>
    public RawInferenceExecutionSettings Settings { get; init; } = new();

    /// <summary>Of a chat.</summary>
    public ChatHistory History { get; init; } = [];

    /// <summary>Of an embedding.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Of an embedding of media.</summary>
    public IReadOnlyList<AIContent> Contents { get; init; } = [];

    /// <summary>Of an embedding.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Of an embedding.</summary>
    public EmbeddingCall? Embedding { get; init; }

    /// <summary>Of a transcription.</summary>
    public MediaContent? Audio { get; init; }

    /// <summary>The configured provider that was asked.</summary>
    public string Provider => Target.Account.Name;
}
