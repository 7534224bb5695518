using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Chat;
using RawInference.Core.Identity;
using RawInference.Core.Models;
using RawInference.Core.Pipeline;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;
using RawInference.Embeddings;
using RawInference.Media;
using RawInference.Models;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class MediaMiddlewareTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0];

    [Fact]
    public async Task RequestWithoutMedia_GoesStraightOn()
    {
        using var net = new FetchHarness();
        var context = Context(Request());
        var request = context.Request;

        await InvokeAsync(net, context);

        Assert.Same(request, context.Request);
        Assert.Equal(TimeSpan.Zero, context.Waited);
    }

    [Fact]
    public async Task MediaOfEveryForm_BecomeBytesInTheirOrder()
    {
        await using var server = MediaServer.Ok(Jpeg);
        using var net = new FetchHarness().Serve("media.example", server);
        var context = Context(Request(
            Image("http://media.example/a.jpg"),
            new MediaContent { Kind = MediaKind.Image, Base64 = Convert.ToBase64String(Png) },
            Image($"data:image/gif;base64,{Convert.ToBase64String("GIF89a"u8)}"),
            new MediaContent { Kind = MediaKind.Image, Bytes = Png, MediaType = "application/octet-stream" },
            Image("http://media.example/b.jpg")));

        await InvokeAsync(net, context);

        var media = context.Request.Media;
        Assert.Equal(["image/jpeg", "image/png", "image/gif", "image/png", "image/jpeg"], media.Select(item => item.MediaType));
        Assert.All(media, item => Assert.True(item is { Url: null, Base64: null, Bytes: not null }));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task HttpsUrlThatEveryTargetTakes_GoesOnUnfetched()
    {
        using var net = new FetchHarness();
        net.Resolver.With("media.example", FetchHarness.Address);
        var context = Context(Request(Image("https://media.example/a.png?signature=1")), TakesUrls(true), TakesUrls(true));

        await InvokeAsync(net, context);

        var media = Assert.Single(context.Request.Media);
        Assert.Equal(("https://media.example/a.png?signature=1", null), (media.Url, media.Bytes));
        Assert.Equal("media.example", Assert.Single(net.Resolver.Asked));
        Assert.Empty(net.Dialer.Dialled);
    }

    [Theory]
    [InlineData("https://private.example/a.png")]
    [InlineData("https://unknown.example/a.png")]
    [InlineData("https://127.0.0.1/a.png")]
    [InlineData("https://user@media.example/a.png")]
    public async Task UrlThatWouldBeRefused_GoesNowhereUnfetchedEither(string url)
    {
        using var net = new FetchHarness();
        net.Resolver.With("private.example", "93.184.216.34", "10.0.0.1").With("media.example", FetchHarness.Address);

        var exception = await FailAsync(net, Context(Request(Image(url)), TakesUrls(true)));

        Assert.Equal(InferenceErrorCode.MediaUnavailable, exception.Code);
    }

    [Theory]
    [InlineData("https", false, true, false)]
    [InlineData("https", false, false)]
    [InlineData("https", true, true, true)]
    [InlineData("http", false, true, true)]
    public async Task AnyOtherUrl_IsFetched(string scheme, bool always, params bool[] takesUrls)
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var server = MediaServer.Ok(Png, scheme == "https" ? certificate : null);
        using var net = new FetchHarness(options => options.AlwaysFetch = always, trustEveryone: true).Serve("media.example", server);
        var context = Context(Request(Image($"{scheme}://media.example/a.png")), [.. takesUrls.Select(TakesUrls)]);

        await InvokeAsync(net, context);

        Assert.Equal("image/png", Assert.Single(context.Request.Media).MediaType);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task RequestWithoutTargets_HasItsUrlsFetched()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var server = MediaServer.Ok(Png, certificate);
        using var net = new FetchHarness(trustEveryone: true).Serve("media.example", server);

        await InvokeAsync(net, Context(Request(Image("https://media.example/a.png"))));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AllowedOrigin_IsAlwaysFetched()
    {
        using var certificate = TestCertificates.SelfSigned();
        await using var server = MediaServer.Ok(Png, certificate);
        var origin = server.Origin.Replace("http:", "https:", StringComparison.Ordinal);
        using var net = new FetchHarness(options => options.AllowedOrigins.Add(origin), trustEveryone: true);
        net.Dialer.Lead("127.0.0.1", server);
        var context = Context(Request(Image($"{origin}/a.png")), TakesUrls(true));

        await InvokeAsync(net, context);

        Assert.NotNull(Assert.Single(context.Request.Media).Bytes);
    }

    [Fact]
    public async Task MediumOfAnotherType_IsRefusedWithWhatIsAllowed()
    {
        await using var server = MediaServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nContent-Type: image/png\r\n", "%PDF-1.7"u8.ToArray());
        using var net = new FetchHarness().Serve("media.example", server);

        var exception = await FailAsync(net, Context(Request(Image("http://media.example/a.png"))));

        Assert.Equal(InferenceErrorCode.MediaUnsupported, exception.Code);
        Assert.Equal(
            new InferenceProblem("inputs.image_url", "is application/pdf, and must be one of image/png, image/jpeg, image/gif, image/webp, image/bmp, image/tiff, image/heic, image/heif, image/avif."),
            Assert.Single(exception.Problems));
        Assert.DoesNotContain("media.example", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadedMedium_IsSniffedAndCapped()
    {
        using var net = new FetchHarness(options => options.MaxImageBytes = Png.Length);
        var png = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image", Bytes = Png };

        await InvokeAsync(net, Context(Request(png)));
        var large = await FailAsync(net, Context(Request(png with { Bytes = (byte[])[.. Png, 0] })));
        var text = await FailAsync(net, Context(Request(png with { Bytes = "text"u8.ToArray(), MediaType = "image/png" })));

        Assert.Equal((InferenceErrorCode.MediaTooLarge, InferenceErrorCode.MediaUnsupported), (large.Code, text.Code));
    }

    [Fact]
    public async Task CarriedMediaTogetherOverTheTotal_AreRefused()
    {
        using var net = new FetchHarness(options => options.MaxTotalBytes = (2 * Png.Length) - 1);
        var png = new MediaContent { Kind = MediaKind.Image, Base64 = Convert.ToBase64String(Png) };

        Assert.Equal(InferenceErrorCode.MediaTooLarge, (await FailAsync(net, Context(Request(png, png)))).Code);
    }

    [Fact]
    public async Task EveryMistake_IsNamedAndNothingIsFetched()
    {
        await using var server = MediaServer.Ok(Png);
        using var net = new FetchHarness().Serve("media.example", server);
        var context = Context(Request(
            Image("http://media.example/a.png"),
            new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_base64", Base64 = "not base64" },
            Image("file:///etc/passwd"),
            Image("data:nothing") with { Path = "inputs.image_urls[3]" },
            new MediaContent { Kind = MediaKind.Image, Path = "inputs.messages" }));

        var exception = await FailAsync(net, context);

        Assert.Equal(InferenceErrorCode.InvalidRequest, exception.Code);
        Assert.Equal(["inputs.image_base64", "inputs.image_urls[3]", "inputs.messages"], exception.Problems.Select(problem => problem.Path));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task FirstFailure_EndsTheOtherFetches()
    {
        await using var silent = new SilentServer("");
        await using var missing = MediaServer.Start(async (_, stream, cancellationToken) =>
        {
            await silent.Reached;
            await MediaServer.WriteAsync(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n", [], cancellationToken);
        });
        using var net = new FetchHarness().Serve("silent.example", silent.Server).Serve("missing.example", missing, "1.0.0.1");

        var exception = await FailAsync(net, Context(Request(Image("http://silent.example/"), Image("http://missing.example/") with { Path = "inputs.image_urls[1]" })));

        Assert.Equal((InferenceErrorCode.MediaUnavailable, "inputs.image_urls[1]"), (exception.Code, exception.Problems[0].Path));
        await silent.Left.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(0, net.Fetch.Active);
    }

    [Fact]
    public async Task TimeOfFetching_CountsAsWaiting()
    {
        await using var silent = new SilentServer("");
        using var net = new FetchHarness().Serve("silent.example", silent.Server);
        var context = Context(Request(Image("http://silent.example/")));
        var failing = FailAsync(net, context);
        await silent.Reached.WaitAsync(TimeSpan.FromSeconds(20));

        net.Time.Advance(net.Options.StallTimeout);
        await failing.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(net.Options.StallTimeout, context.Waited);
    }

    [Fact]
    public async Task CallerThatHasLeft_GetsNoAnswer()
    {
        using var net = new FetchHarness();
        var context = Context(Request(Image("http://media.example/")));
        context.CancellationToken = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InvokeAsync(net, context));
    }

    [Fact]
    public async Task Registration_GivesAStageThatRefusesThisMachine()
    {
        await using var server = MediaServer.Ok(Png);
        await using var services = new ServiceCollection().AddOptions().AddMedia().BuildServiceProvider(validateScopes: true);
        var stage = services.GetRequiredService<MediaMiddleware>();

        await Assert.ThrowsAsync<InferenceException>(() => stage.InvokeAsync(Context(Request(Image(server.Origin))), Next).AsTask());

        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Registration_FetchesAllowedOriginsFromThisMachine()
    {
        await using var server = MediaServer.Ok(Png);
        await using var services = new ServiceCollection().AddMedia().Configure<MediaOptions>(options => options.AllowedOrigins.Add(server.Origin)).BuildServiceProvider();
        var context = Context(Request(Image(server.Origin)));

        await services.GetRequiredService<MediaMiddleware>().InvokeAsync(context, Next);

        Assert.Equal("image/png", Assert.Single(context.Request.Media).MediaType);
    }

    [Fact]
    public void Registration_RefusesWhatIsNoOrigin()
    {
        using var services = new ServiceCollection().AddMedia().Configure<MediaOptions>(options => options.AllowedOrigins.Add("*")).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<MediaMiddleware>);
    }

    private static Task InvokeAsync(FetchHarness net, InferenceContext context) =>
        new MediaMiddleware(new MediaResolver(net.Fetch, net.Policy, Options.Create(net.Options), net.Time)).InvokeAsync(context, Next).AsTask();

    private static Task<InferenceException> FailAsync(FetchHarness net, InferenceContext context) =>
        Assert.ThrowsAsync<InferenceException>(() => InvokeAsync(net, context));

    private static ValueTask<InferenceAnswer> Next(InferenceContext context) => new(InferenceAnswer.Of(new EmbeddingResponse { Vectors = [] }));

    private static MediaContent Image(string url) => new() { Kind = MediaKind.Image, Path = "inputs.image_url", Url = url };

    private static ChatRequest Request(params MediaContent[] media) => new()
    {
        Model = ModelSelector.Of("one", "model"),
        Conversations = [[new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of("Describe."), .. media.Select(ContentPart.Of)] }]],
    };

    private static InferenceContext Context(InferenceRequest request, params ModelTarget[] targets) =>
        new(request, Caller.Local, new CallFacts(), 0, CancellationToken.None) { Targets = targets };

    private static ModelTarget TakesUrls(bool takes) => new(
        new ProviderAccount { Name = "one", Connector = new Dialect(takes), Endpoint = new Uri("http://provider.example"), TelemetryName = "one" },
        "model",
        Card: null,
        new ModelCapabilities { Provider = "one", Model = "model", Known = false });

    private sealed class Dialect(bool takesUrls) : IConnector
    {
        public string Name => "dialect";

        public IReadOnlyList<ProviderPreset> Presets => [];

        public IReadOnlyList<ModelCard> Models => [];

        public IReadOnlyDictionary<string, IReadOnlyList<string>> Quirks => new Dictionary<string, IReadOnlyList<string>>();

        public bool AllowsProviderOption(string name) => false;

        public bool TakesUrl(ModelTarget target, string operation, MediaKind kind) => takesUrls && kind == MediaKind.Image;
    }
}
