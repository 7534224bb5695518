using RawInference.Core.Images;
using RawInference.Images;
using RawInference.Media;
using RawInference.Testing;
using RawInference.Usage;

namespace RawInference.Core.Tests.Images;

public sealed class ImageHandlerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task Prompt_BecomesWhatTheServiceDrew()
    {
        _gateway.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>(
        [
            new ImageResult
            {
                Image = new GeneratedImage { Bytes = FakeAnswers.Png, MediaType = "image/webp", RevisedPrompt = "a red lamp" },
                Usage = FakeAnswers.Usage,
                Model = "draw-2",
                ResponseId = "r-7",
                Raw = Requests.Json("{}"),
            },
            new ImageResult { Image = new GeneratedImage { Url = "https://images.test/1" }, Usage = FakeAnswers.Usage, Model = "draw-2" },
        ]);

        var response = await _gateway.Client.SendAsync(Requests.Image("first/draw", "a lamp"));

        Assert.Equal(
            [("image/webp", "a red lamp", null), (null, null, "https://images.test/1")],
            response.Images.Select(image => (image.MediaType, image.RevisedPrompt, image.Url)));
        Assert.Equal(("draw-2", "r-7", "first"), (response.Model, response.ProviderResponseId, response.Provider));
        Assert.Equal(FakeAnswers.Usage, response.Usage);
        Assert.Single(response.Raw);
    }

    [Fact]
    public async Task PromptImagesAndParameters_ReachTheService()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Bytes = FakeAnswers.Png };
        await _gateway.Client.SendAsync(Requests.Image("first/draw", "a lamp") with
        {
            Images = [image],
            Parameters = new ImageParameters { Size = "1x1", Count = 3 },
            ProviderOptions = Requests.Json("""{"user":"u"}"""),
            Call = new CallOptions { IncludeRaw = true },
        });

        var call = _gateway.Connector.Calls.Single();
        Assert.Equal(("a lamp", "1x1", 3, true), (call.Prompt, call.Settings.Image.Size, call.Settings.Image.Count, call.Settings.IncludeRaw));
        Assert.Equal("image/png", Assert.Single(call.Settings.InputImages).MediaType);
        Assert.Equal("u", call.Settings.ProviderOptions!.Value.GetProperty("user").GetString());
    }

    [Fact]
    public async Task TypeThatTheServiceDoesNotName_IsToldFromTheBytes()
    {
        _gateway.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>(
        [
            new ImageResult { Image = new GeneratedImage { Bytes = FakeAnswers.Png } },
            new ImageResult { Image = new GeneratedImage { Bytes = "neither this nor that"u8.ToArray() } },
            new ImageResult { Image = new GeneratedImage { Bytes = Requests.Silence } },
        ]);

        var response = await _gateway.Client.SendAsync(Requests.Image("first/draw", "a lamp"));

        Assert.Equal(["image/png", null, null], response.Images.Select(image => image.MediaType));
    }

    public static TheoryData<string, GeneratedImage?> Nothing => new()
    {
        { "no image", null },
        { "neither bytes nor URL", new GeneratedImage { MediaType = "image/png" } },
        { "no bytes", new GeneratedImage { Bytes = ReadOnlyMemory<byte>.Empty } },
        { "empty URL", new GeneratedImage { Url = "" } },
    };

    [Theory]
    [MemberData(nameof(Nothing))]
    public async Task AnswerWithoutAnImage_IsAnInvalidAnswer(string what, GeneratedImage? image)
    {
        _gateway.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>(image is null ? [] : [new ImageResult { Image = image }]);
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Image("first/draw", "a lamp")));
        Assert.Equal((what, InferenceErrorCode.ProviderInvalidAnswer), (what, failure.Code));
    }

    [Fact]
    public async Task SeveralPrompts_AreDrawnOneByOne_AndMergedInOrderWithTheirIndex()
    {
        _gateway.Connector.Draw = async call =>
        {
            await Task.Yield();
            return [.. Enumerable.Range(0, 2).Select(number => new ImageResult { Image = new GeneratedImage { Url = $"{call.Prompt}{number}" }, Usage = FakeAnswers.Usage })];
        };

        var response = await _gateway.Client.SendAsync(Requests.Image("first/draw", "a", "b", "c"));

        Assert.Equal(
            [("a0", 0), ("a1", 0), ("b0", 1), ("b1", 1), ("c0", 2), ("c1", 2)],
            response.Images.Select(image => (image.Url!, image.Index)));
        Assert.Equal(new TokenUsage { Prompt = 9, Completion = 6 }, response.Usage);
        Assert.Equal(0.000_021m, response.CostUsd);
        Assert.Equal([0, 1, 2], response.Attempts.Select(attempt => attempt.Part!.Value).Order());
        Assert.Single(_gateway.Ledger.Records);
    }

    [Fact]
    public async Task EachPrompt_FailsOverOnItsOwn()
    {
        _gateway.Settings["Models:artists:Targets:0"] = "first/draw";
        _gateway.Settings["Models:artists:Targets:1"] = "second/draw";
        _gateway.Connector.Draw = call => call is { Provider: "first", Prompt: "b" }
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderContentPolicy, 400)
            : Task.FromResult<IReadOnlyList<ImageResult>>([new ImageResult { Image = new GeneratedImage { Url = $"{call.Provider} {call.Prompt}" } }]);

        var response = await _gateway.Client.SendAsync(Requests.Image("artists", "a", "b"));

        Assert.Equal(["first a", "second b"], response.Images.Select(image => image.Url));
    }

    [Fact]
    public async Task ImagesThatAreBilledEach_AreSummed_AndHaveNoTokens()
    {
        _gateway.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>(
            [new ImageResult { Image = new GeneratedImage { Url = "u" }, Usage = new TokenUsage { Prompt = 0, Completion = 0, Images = 2 } }]);

        var response = await _gateway.Client.SendAsync(Requests.Image("first/draw", "a", "b"));

        Assert.Equal(4, response.Usage!.Images);
        Assert.True(response.Usage.IsWithoutTokens);
        Assert.Null(response.CostUsd);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
