using System.Net;
using System.Text;

namespace RawInference.Api.Tests.Inference;

/// <summary>Whatever is wrong with a request, it is a 4xx that names the field, never a 5xx and never a leak.</summary>
public sealed class BadRequestTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Chat = "\"provider\":\"openai\",\"model\":\"gpt-4o-mini\"";

    public static TheoryData<string, string> WrongBodies => new()
    {
        { """{"provider":"nope","model":"x","inputs":{"prompts":["Hi"]}}""", "provider" },
        { """{"provider":"openai\u001b[31m","model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""", "provider" },
        { """{"provider":"openai","model":"gpt-4o-mini\nforged line","inputs":{"prompts":["Hi"]}}""", "model" },
        { $$$$"""{"provider":"openai","model":"{{{{new string('m', 513)}}}}","inputs":{"prompts":["Hi"]}}""", "model" },
        { """{"inference_name":"a\u0000b","inputs":{"text":"Hi"}}""", "inference_name" },
        { """{"provider":"openai","inputs":{"prompts":["Hi"]}}""", "model" },
        { """{"model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""", "provider" },
        { """{"provider":7,"model":"gpt-4o-mini","inputs":{"prompts":["Hi"]}}""", "provider" },
        { """{"provider":"openai","model":"gpt-4o-mini","inference_name":"assistant","inputs":{"prompts":["Hi"]}}""", "model" },
        { """{"feature_uri":"nonsense","inputs":{"text":"Hi"}}""", "feature_uri" },
        { """{"provider":"openai","model":"no-such-model","inputs":{"image_url":"https://example.com/x.png"}}""", "task" },
        { """{"provider":"openai","model":"no-such-model","inputs":{"prompts":["Hi"]}}""", "model" },
        { $$$$"""{{{{{Chat}}}}}""", "inputs" },
        { $$$$"""{{{{{Chat}}}},"inputs":{}}""", "inputs" },
        { $$$$"""{{{{{Chat}}}},"inputs":[]}""", "inputs" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":[]}}""", "inputs.prompts" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":"Hi"}}""", "inputs.prompts" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":[7]}}""", "inputs.prompts[0]" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"],"messages":[{"role":"user","content":"Hi"}]}}""", "inputs" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"messages":[{"role":"wizard","content":"Hi"}]}}""", "inputs.messages[0].role" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"temperature":"hot"}}""", "parameters.temperature" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"temperature":9}}""", "parameters.temperature" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"temperature":1e999}}""", "parameters.temperature" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":[]}""", "parameters" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"stream":"yes"}}""", "parameters.stream" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"timeout_ms":0}}""", "parameters.timeout_ms" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"parameters":{"provider_options":{"api_key":"x"}}}""", "parameters.provider_options.api_key" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi \ud800"]}}""", "inputs.prompts[0]" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"surprise":1,"strict":true}""", "surprise" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"task":"cooking"}""", "task" },
        { $$$$"""{{{{{Chat}}}},"inputs":{"text":"Hi"},"task":"embedding"}""", "model" },
        { """{"provider":"openai","model":"o3","inputs":{"prompts":["Hi"]},"parameters":{"temperature":0.5},"strict":true}""", "parameters.temperature" },
        { """{"provider":"openai","model":"o3","inputs":{"prompts":["Hi"]},"parameters":{"reasoning":{"max_tokens":5}},"strict":true}""", "parameters.reasoning.max_tokens" },
        { """{"provider":"openai","model":"gpt-4o-transcribe","inputs":{"audio_url":"{media}/tone.wav"},"parameters":{"timestamp_granularities":["word"]},"strict":true}""", "parameters.timestamp_granularities" },
        { """{"provider":"openai","model":"text-embedding-3-small","inputs":{"prompts":["Hi"]}}""", "inputs.prompts" },
        { """{"provider":"openai","model":"text-embedding-3-small","inputs":{"texts":["a",""]}}""", "inputs.texts[1]" },
        { """{"provider":"openai","model":"whisper-1","inputs":{}}""", "inputs" },
        { """{"provider":"openai","model":"whisper-1","inputs":{"audio_base64":"!!!"}}""", "inputs.audio_base64" },
    };

    public static TheoryData<string> RefusedUrls =>
    [
        "http://127.0.0.1/x.png",
        "http://127.0.0.1:9/x.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/x.png",
        "http://[::1]/x.png",
        "http://localhost/x.png",
        "http://１２７.０.０.１/x.png",
        "http://①②⑦.⓪.⓪.①/x.png",
        "http://2130706433/x.png",
        "http://user:secret@example.com/x.png",
        "http://example.com:22/x.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "ftp://example.com/x.png",
        "gopher://example.com/x",
        "{media}/missing",
        "{media}/redirect-to?url=http://169.254.169.254/",
        "{media}/redirect-to?url=http://127.0.0.1:9/",
        "{media}/redirect-to?url=file:///etc/passwd",
    ];

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task WrongBody_IsRefusedWithTheFieldsPath(string json, string path)
    {
        using var response = await api.PostAsync(api.WithMedia(json));
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((400, "BadRequestError"), (problem.Status, problem.Type));
        Assert.Contains(path, problem.Paths);
    }

    [Theory]
    [MemberData(nameof(RefusedUrls))]
    public async Task UrlThatCannotBeFetched_LooksLikeEveryOther(string url)
    {
        using var response = await api.PostAsync(api.WithMedia($$$$"""{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Describe"],"image_url":"{{{{url}}}}"}}"""));
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((400, "BadRequestError"), (problem.Status, problem.Type));
        Assert.Equal(["inputs.image_url"], problem.Paths);
        Assert.DoesNotContain("secret", problem.Message, StringComparison.Ordinal);
        using var missing = await api.PostAsync(api.WithMedia("""{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Describe"],"image_url":"{media}/missing"}}"""));
        Assert.Equal((await Problem.ReadAsync(missing)).Message, problem.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":NaN}")]
    [InlineData("{\"provider\":\"openai\",\"provider\":\"openai\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task BodyThatIsNoObject_IsRefused(string json)
    {
        using var response = await api.PostAsync(json);

        Assert.Equal(400, (await Problem.ReadAsync(response)).Status);
    }

    [Fact]
    public async Task BodyThatIsNotUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        using var response = await api.PostAsync(content);

        Assert.Contains("UTF-8", (await Problem.ReadAsync(response)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByteOrderMark_IsPassedOver()
    {
        using var content = new StringContent($$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]}}""", null, "application/json");
        using var marked = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)]);
        marked.Headers.ContentType = new("application/json");
        using var response = await api.PostAsync(marked);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task DepthOfTenThousand_IsRefused()
    {
        var deep = new StringBuilder("{\"provider\":\"openai\",\"model\":\"gpt-4o-mini\",\"inputs\":")
            .Insert(0, "").Append('[', 10_000).Append(']', 10_000).Append('}').ToString();
        using var response = await api.PostAsync(deep);

        Assert.Equal(400, (await Problem.ReadAsync(response)).Status);
    }

    [Fact]
    public async Task BodyOfFiftyMegabytes_IsTooLarge()
    {
        using var response = await api.PostAsync(new ByteArrayContent(new byte[50 * 1_048_576]) { Headers = { ContentType = new("application/json") } });
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((413, "PayloadTooLargeError"), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task BodyOfFiftyMegabytes_WithoutALength_IsTooLarge()
    {
        using var content = new StreamContent(new MemoryStream(new byte[50 * 1_048_576])) { Headers = { ContentType = new("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(413, (await Problem.ReadAsync(response)).Status);
    }

    [Fact]
    public async Task BodyOfAnotherType_IsUnsupported()
    {
        using var response = await api.PostAsync(new StringContent("a=b", null, "application/x-www-form-urlencoded"));
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((415, "UnsupportedMediaError"), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task ImageThatIsAPdf_IsUnsupported()
    {
        using var response = await api.PostAsync(api.WithMedia("""{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Describe"],"image_url":"{media}/document.pdf"}}"""));
        var problem = await Problem.ReadAsync(response);

        Assert.Equal(415, problem.Status);
        Assert.Equal(["inputs.image_url"], problem.Paths);
    }

    [Fact]
    public async Task ImageThatNeverEnds_IsTooLarge()
    {
        using var response = await api.PostAsync(api.WithMedia("""{"provider":"openai","model":"gpt-4o","inputs":{"prompts":["Describe"],"image_url":"{media}/huge.png?bytes=30000000"}}"""));

        Assert.Equal(413, (await Problem.ReadAsync(response)).Status);
    }

    [Fact]
    public async Task UnknownAlias_IsNotFound()
    {
        using var response = await api.PostAsync("""{"inference_name":"nobody","inputs":{"text":"Hi"}}""");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((404, "NotFoundError"), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task EveryMistake_IsToldAtOnce()
    {
        using var response = await api.PostAsync($$$$"""{{{{{Chat}}}},"inputs":{"prompts":[7,"ok",true]},"parameters":{"temperature":9,"top_p":"x"},"strict":"maybe"}""");

        Assert.Equal(
            ["inputs.prompts[0]", "inputs.prompts[2]", "parameters.temperature", "parameters.top_p", "strict"],
            (await Problem.ReadAsync(response)).Paths.Order());
    }

    [Fact]
    public async Task UnknownField_IsAWarning()
    {
        var answer = await api.InferAsync($$$$"""{{{{{Chat}}}},"inputs":{"prompts":["Hi"]},"surprise":1,"enable_semantic_cache":true,"parameters":{"voice":"alloy"}}""");

        Assert.Equal(
            [("emulated_provider", null), ("feature_unavailable", "enable_semantic_cache"), ("unknown_field", "surprise"), ("unknown_parameter", "parameters.voice")],
            answer.GetProperty("warnings").EnumerateArray()
                .Select(warning => (warning.GetProperty("code").GetString(), warning.GetProperty("path").GetString()))
                .Order());
    }

    [Fact]
    public async Task ParameterThatTheModelCannotTake_IsLeftOutAndNamed()
    {
        var answer = await api.InferAsync("""{"provider":"openai","model":"o3","inputs":{"prompts":["Hi"]},"parameters":{"temperature":0.5}}""");

        Assert.Contains(
            ("parameter_dropped", "parameters.temperature"),
            answer.GetProperty("warnings").EnumerateArray().Select(warning => (warning.GetProperty("code").GetString(), warning.GetProperty("path").GetString())));
    }

    [Fact]
    public async Task UnknownRoute_IsNotFound_AndAnotherMethodNotAllowed()
    {
        using var missing = await api.Client.GetAsync("/v1/nothing", TestContext.Current.CancellationToken);
        using var method = await api.Client.DeleteAsync("/v1/inference", TestContext.Current.CancellationToken);

        Assert.Equal(404, (await Problem.ReadAsync(missing)).Status);
        Assert.Equal(405, (await Problem.ReadAsync(method)).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }
}
