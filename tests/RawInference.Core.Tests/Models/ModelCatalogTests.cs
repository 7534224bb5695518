using RawInference.Core.Models;
using RawInference.Media;
using RawInference.Testing;

namespace RawInference.Core.Tests.Models;

public sealed class ModelCatalogTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new(new FakeConnector
    {
        Models =
        [
            .. FakeModels.Of("first"),
            FakeModels.Chat("first", "omni") with { Operations = ["chat", "transcription"], Inputs = [MediaKind.Audio, MediaKind.Image] },
            FakeModels.Draw("first", "paints") with { Operations = ["image", "chat"] },
            FakeModels.Draw("first", "tells") with { Operations = ["chat", "image"] },
            FakeModels.Chat("first", "hears") with { Operations = ["transcription", "chat"], Inputs = [MediaKind.Audio] },
        ],
    });

    [Theory]
    // The task wins over all else.
    [InlineData("first/omni", "transcription", "prompts", "transcription")]
    [InlineData("first/embed", "chat", "text", "chat")]
    [InlineData("first/unknown", "embedding", "prompts", "embedding")]
    // Then the model's card: the first of its operations that takes the inputs, else its main one.
    [InlineData("first/chat", null, "prompts", "chat")]
    [InlineData("first/embed", null, "texts", "embedding")]
    [InlineData("first/embed", null, "prompts", "embedding")]
    [InlineData("first/omni", null, "prompts audio_url", "chat")]
    [InlineData("first/omni", null, "audio_url", "chat")]
    [InlineData("first/hears", null, "audio_url", "transcription")]
    [InlineData("first/hears", null, "prompts audio_url", "transcription")]
    [InlineData("first/hears", null, "messages", "chat")]
    [InlineData("first/hears", null, "prompts image_url", "chat")]
    [InlineData("first/omni", null, "no_such_key", "chat")]
    [InlineData("first/draw", null, "prompts", "image")]
    [InlineData("first/draw", null, "prompts image_url", "image")]
    [InlineData("first/speak", null, "text", "speech")]
    [InlineData("first/paints", null, "prompts", "image")]
    [InlineData("first/paints", null, "prompts image_urls", "image")]
    [InlineData("first/paints", null, "messages", "chat")]
    [InlineData("first/paints", null, "prompts file_url", "chat")]
    [InlineData("first/paints", "chat", "prompts", "chat")]
    [InlineData("first/tells", null, "prompts", "chat")]
    [InlineData("first/tells", "image", "prompts", "image")]
    // A model that nobody knows: what the inputs look like.
    [InlineData("first/unknown", null, "prompts", "chat")]
    [InlineData("first/unknown", null, "messages", "chat")]
    [InlineData("first/unknown", null, "text", "embedding")]
    [InlineData("first/unknown", "image", "prompts", "image")]
    [InlineData("first/unknown", "speech", "text", "speech")]
    [InlineData("first/unknown", null, "texts", "embedding")]
    [InlineData("first/unknown", null, "audio_base64", "transcription")]
    // An alias's own task, beneath the caller's.
    [InlineData("writer", null, "audio_url", "transcription")]
    [InlineData("writer", "chat", "audio_url", "chat")]
    public void Operation_IsTheOneThatIsMeant(string selector, string? task, string keys, string operation)
    {
        _gateway.Settings["Models:writer:Targets:0"] = "first/unknown";
        _gateway.Settings["Models:writer:Task"] = "transcription";
        Assert.Equal(operation, Resolve(selector, task, keys).Operation);
    }

    [Theory]
    [InlineData("first/unknown", null, "no_such_key", InferenceErrorCode.InvalidRequest, "task")]
    [InlineData("first/unknown", null, "", InferenceErrorCode.InvalidRequest, "task")]
    [InlineData("first/unknown", null, "image_url", InferenceErrorCode.InvalidRequest, "task")]
    [InlineData("first/unknown", null, "prompts text", InferenceErrorCode.InvalidRequest, "task")]
    [InlineData("first/chat", "juggling", "prompts", InferenceErrorCode.InvalidRequest, "task")]
    [InlineData("nobody/chat", null, "prompts", InferenceErrorCode.InvalidRequest, "provider")]
    [InlineData("First/chat", null, "prompts", InferenceErrorCode.InvalidRequest, "provider")]
    [InlineData("nothing", null, "prompts", InferenceErrorCode.NotFound, "inference_name")]
    public void WhatCannotBeResolved_NamesItsField(string selector, string? task, string keys, InferenceErrorCode code, string path)
    {
        var failure = Assert.Throws<InferenceException>(() => Resolve(selector, task, keys));
        Assert.Equal(code, failure.Code);
        Assert.Equal(path, Assert.Single(failure.Problems).Path);
    }

    [Fact]
    public void UnknownProvider_IsToldWhichThereAre()
    {
        var failure = Assert.Throws<InferenceException>(() => Resolve("nobody/chat", null, "prompts"));
        Assert.Contains("first, second", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat", "chat")]
    [InlineData("chat-2026-07-18", "chat")]
    [InlineData("chat-20260718", "chat")]
    [InlineData("chat-0613", "chat")]
    [InlineData("chat-latest", "chat")]
    [InlineData("chat-mini", null)]
    [InlineData("chat-2026", "chat")]
    [InlineData("chat-20260", null)]
    [InlineData("chat-2026-07-18-fast", null)]
    [InlineData("Chat", null)]
    public void DatedSnapshot_HasItsFamilysCard(string model, string? card)
    {
        var target = Resolve($"first/{model}", "chat", "").Targets.Single();
        Assert.Equal(card, target.Card?.Id);
        Assert.Equal(model, target.Model);
        Assert.Equal((model, card is not null), (target.Capabilities.Model, target.Capabilities.Known));
    }

    [Fact]
    public void ModelOfAnUnknownServer_HasNoCard()
    {
        _gateway.Settings["Providers:mine:Connector"] = "fake";
        _gateway.Settings["Providers:mine:Endpoint"] = "https://mine.test";
        Assert.Null(Resolve("mine/chat", null, "prompts").Targets.Single().Card);
    }

    [Fact]
    public void Slug_MayHaveSlashesInItsModel() =>
        Assert.Equal("org/name", Resolve("first/org/name", null, "prompts").Targets.Single().Model);

    [Fact]
    public void AliasesAndModels_AreListedInOrder()
    {
        _gateway.Settings["Models:a:Targets:0"] = "second/chat";
        Assert.Equal(["a", "both"], _gateway.Catalog.Aliases.Select(alias => alias.Key));
        Assert.Equal(["first/chat", "second/chat"], _gateway.Catalog.Aliases.Last().Value.Select(target => target.ToString()));
        Assert.Equal(
            ["first/chat", "first/draw", "first/embed", "first/hears", "first/omni", "first/paints", "first/scribe", "first/speak", "first/tells"],
            _gateway.Catalog.Models.Select(target => target.ToString()));
    }

    [Fact]
    public void Card_BecomesTheTargetsCapabilities()
    {
        var capabilities = Resolve("first/omni", null, "prompts").Targets.Single().Capabilities;
        Assert.True(capabilities.Takes(MediaKind.Audio));
        Assert.False(capabilities.Takes(MediaKind.Video));
        Assert.Equal(["chat", "transcription"], capabilities.Operations);
        Assert.Equal(2_048, Resolve("first/embed", null, "text").Targets.Single().Capabilities.MaxBatch);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private ResolvedModel Resolve(string selector, string? task, string keys) => _gateway.Catalog.Resolve(
        ModelSelector.Parse(selector),
        new RequestShape(task, keys.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
