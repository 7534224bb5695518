using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;

namespace RawInference.Testing;

/// <summary>What a <see cref="FakeConnector"/> contributes to the catalogue.</summary>
public static class FakeModels
{
    public static ModelPrice Price { get; } = new() { Input = 1, Output = 2, AsOf = new DateOnly(2026, 1, 1) };

    /// <summary>A provider whose users keep their key in <c>FIRST_API_KEY</c>, where it is named <c>first</c>.</summary>
    public static ProviderPreset Preset(string name, string connector = "fake") => new()
    {
        Name = name,
        Connector = connector,
        Endpoint = new Uri($"https://{name}.test/v1"),
        KeyVariable = $"{name.ToUpperInvariant()}_API_KEY",
    };

    /// <summary>The models <c>chat</c>, <c>embed</c>, <c>scribe</c>, <c>draw</c> and <c>speak</c>.</summary>
    public static IReadOnlyList<ModelCard> Of(string provider) => [Chat(provider), Embed(provider), Scribe(provider), Draw(provider), Speak(provider)];

    public static ModelCard Chat(string provider, string id = "chat") =>
        new() { Provider = provider, Id = id, Operations = [Operations.Chat], Inputs = [MediaKind.Image], Price = Price };

    /// <summary>Takes 2,048 texts a call.</summary>
    public static ModelCard Embed(string provider, string id = "embed") =>
        new() { Provider = provider, Id = id, Operations = [Operations.Embedding], MaxBatch = 2_048, Price = Price };

    public static ModelCard Scribe(string provider, string id = "scribe") =>
        new() { Provider = provider, Id = id, Operations = [Operations.Transcription], Inputs = [MediaKind.Audio], Price = Price };

    /// <summary>Draws from words, and from images.</summary>
    public static ModelCard Draw(string provider, string id = "draw") =>
        new() { Provider = provider, Id = id, Operations = [Operations.Image], Inputs = [MediaKind.Image], Price = Price };

    public static ModelCard Speak(string provider, string id = "speak") =>
        new() { Provider = provider, Id = id, Operations = [Operations.Speech], Price = Price };
}
