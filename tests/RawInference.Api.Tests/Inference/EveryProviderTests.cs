using System.Net;
using System.Text.Json;

namespace RawInference.Api.Tests.Inference;

/// <summary>The contract's cases on every provider that it names, streaming and not, and what a provider cannot do.</summary>
public sealed class EveryProviderTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string OpenAI = "openai/gpt-4o-mini";
    private const string Anthropic = "anthropic/claude-haiku-4-5";
    private const string Google = "google/gemini-2.5-flash";
    private const string GoogleWithSignatures = "google/gemini-3-flash-preview";

    private static readonly string[] Chatting = [OpenAI, Anthropic, Google, GoogleWithSignatures];

    /// <summary>What is asked, besides the model, and what the text of the answer says.</summary>
    private static readonly (string Ask, string Says)[] Chats =
    [
        (""" "inputs":{"prompts":["What is AI?"]},"parameters":{"temperature":0.7,"max_tokens":500} """, "You asked"),
        (""" "inputs":{"prompts":["Describe this image"],"image_url":"{media}/lighthouse.png"},"parameters":{"temperature":0.5} """, "PNG"),
        (""" "inputs":{"prompts":["Summarize this"],"file_url":"{media}/document.pdf"} """, "PDF"),
        (""" "inputs":{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"What is AI?"}]} """, "You asked"),
    ];

    public static TheoryData<string, string, string> ChatCases =>
        [.. Chatting.SelectMany(model => Chats.Select(chat => (model, chat.Ask, chat.Says)))];

    public static TheoryData<string> ChattingModels => [.. Chatting];

    [Theory]
    [MemberData(nameof(ChatCases))]
    public async Task Chat_AnswersWithThePublishedShape_StreamedTheSame(string model, string ask, string says)
    {
        var whole = await api.InferAsync(Body(model, ask));
        var output = Output(whole);
        Assert.Contains(says, output.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("stop", output.GetProperty("finish_reason").GetString());
        Assert.True(whole.GetProperty("tokens_used").GetProperty("total").GetInt32() > 0);
        Assert.True(whole.GetProperty("cost_usd").GetDecimal() > 0);

        using var response = await api.PostAsync(Streamed(Body(model, ask)));
        var events = await ServerEvents.ReadAsync(response);
        var last = events[^1];
        Assert.Equal("response", last.Name);
        Assert.Equal(output.GetProperty("text").GetString(), Output(last.Data).GetProperty("text").GetString());
        Assert.Equal(
            output.GetProperty("text").GetString(),
            string.Concat(events.SkipLast(1).Select(one => one.Data.TryGetProperty("text", out var text) ? text.GetString() : null)));
        Assert.Single(events, one => one.Name == "response");
    }

    [Theory]
    [MemberData(nameof(ChattingModels))]
    public async Task Schema_IsMet(string model)
    {
        var answer = await api.InferAsync(Body(model, """
            "inputs":{"prompts":["Name a city and its people in millions"]},
            "parameters":{"schema":{"type":"object","properties":{"city":{"type":"string"},"millions":{"type":"number"}},"required":["city","millions"],"additionalProperties":false}}
            """));
        var thing = Output(answer).GetProperty("object");
        Assert.Equal((JsonValueKind.String, JsonValueKind.Number), (thing.GetProperty("city").ValueKind, thing.GetProperty("millions").ValueKind));
    }

    [Theory]
    [MemberData(nameof(ChattingModels))]
    public async Task ToolRoundTrip_GoesBackWithTheProvidersState(string model)
    {
        const string Tools = """ "parameters":{"tools":[{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}}]} """;
        var asked = Output(await api.InferAsync(Body(model, """ "inputs":{"messages":[{"role":"user","content":"What is the weather in Paris?"}]}, """
            + Tools.Replace("\"tools\"", "\"tool_choice\":\"required\",\"tools\"", StringComparison.Ordinal))));
        var call = Assert.Single(asked.GetProperty("tool_calls").EnumerateArray());
        Assert.Equal(("tool_calls", "weather"), (asked.GetProperty("finish_reason").GetString(), call.GetProperty("name").GetString()));

        var state = asked.TryGetProperty("provider_state", out var given) ? $",\"provider_state\":{given.GetRawText()}" : "";
        var answer = await api.InferAsync(Body(model, $$"""
            "inputs":{"messages":[
              {"role":"user","content":"What is the weather in Paris?"},
              {"role":"assistant","tool_calls":[{{call.GetRawText()}}]{{state}} },
              {"role":"tool","tool_call_id":{{call.GetProperty("id").GetRawText()}},"content":"21 degrees, sunny"}]},
            {{Tools}}
            """));
        Assert.Contains("21 degrees", Output(answer).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["emulated_provider"], answer.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()!));
    }

    [Theory]
    [InlineData("openai/text-embedding-3-large", """ "inputs":{"text":"machine learning"} """, 3072)]
    [InlineData("google/gemini-embedding-001", """ "inputs":{"text":"machine learning"} """, 3072)]
    [InlineData("google/gemini-embedding-001", """ "inputs":{"text":"machine learning"},"parameters":{"dimensions":768} """, 768)]
    [InlineData("google/gemini-embedding-2", """ "inputs":{"image_url":"{media}/lighthouse.png"} """, 3072)]
    [InlineData("google/multimodalembedding", """ "inputs":{"text":"a lighthouse"} """, 1408)]
    [InlineData("google/multimodalembedding", """ "inputs":{"image_url":"{media}/lighthouse.png"} """, 1408)]
    [InlineData("google/multimodalembedding", """ "inputs":{"video_url":"{media}/clip.mp4"} """, 1408)]
    public async Task Embedding_IsOneVector(string model, string ask, int dimensions)
    {
        var data = (await api.InferAsync(Body(model, ask))).GetProperty("data");
        Assert.Equal((dimensions, dimensions), (data.GetProperty("dimensions").GetInt32(), data.GetProperty("embedding").GetArrayLength()));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("video")]
    public async Task MediumInBase64_IsEmbeddedLikeOneOfAUrl(string kind)
    {
        var file = kind == "image" ? "lighthouse.png" : "clip.mp4";
        var bytes = await api.Emulator.GetByteArrayAsync($"/media/{file}", TestContext.Current.CancellationToken);
        var named = await api.InferAsync(Body("google/multimodalembedding", $$""" "inputs":{"{{kind}}_url":"{media}/{{file}}"} """));
        var carried = await api.InferAsync(Body("google/multimodalembedding", $$""" "inputs":{"{{kind}}_base64":"{{Convert.ToBase64String(bytes)}}"} """));
        Assert.Equal(named.GetProperty("data").GetRawText(), carried.GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("openai/whisper-1", """ "inputs":{"audio_url":"{media}/tone.wav"} """)]
    [InlineData("openai/gpt-4o-transcribe", """ "inputs":{"audio_url":"{media}/tone.wav"},"parameters":{"language":"en"} """)]
    [InlineData("openai/whisper-1", """ "inputs":{"audio_url":"{media}/tone.wav"},"parameters":{"translate":true} """)]
    [InlineData(Google, """ "task":"transcription","inputs":{"audio_url":"{media}/tone.wav"} """)]
    public async Task Transcription_IsItsText(string model, string ask)
    {
        var answer = await api.InferAsync(Body(model, ask));
        Assert.Contains("1.50 seconds", answer.GetProperty("data").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("cost_usd").GetDecimal() > 0);
    }

    [Theory]
    [InlineData("openai/gpt-image-1", "1024x1024")]
    [InlineData("google/gemini-2.5-flash-image", "16:9")]
    public async Task Image_IsAPicture(string model, string size)
    {
        var answer = await api.InferAsync(Body(model, $$""" "inputs":{"prompts":["a lighthouse at dusk"]},"parameters":{"size":"{{size}}"} """));
        var image = Assert.Single(answer.GetProperty("data").GetProperty("images").EnumerateArray());
        Assert.Equal("image/png", image.GetProperty("media_type").GetString());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], image.GetProperty("b64").GetBytesFromBase64()[..4]);
        Assert.True(answer.GetProperty("cost_usd").GetDecimal() > 0);
    }

    [Theory]
    [InlineData("openai/gpt-4o-mini-tts", "alloy", "audio/mpeg")]
    [InlineData("google/gemini-2.5-flash-preview-tts", "Kore", "audio/wav")]
    public async Task Speech_IsARecording(string model, string voice, string mediaType)
    {
        var data = (await api.InferAsync(Body(model, $$""" "inputs":{"text":"Hello"},"parameters":{"voice":"{{voice}}"} """))).GetProperty("data");
        Assert.Equal(mediaType, data.GetProperty("media_type").GetString());
        Assert.NotEmpty(data.GetProperty("audio_b64").GetBytesFromBase64());
    }

    [Theory]
    [InlineData(Anthropic, """ "task":"embedding","inputs":{"text":"x"} """, "does not do 'embedding'; it does chat.")]
    [InlineData(Anthropic, """ "task":"image","inputs":{"prompts":["x"]} """, "does not do 'image'; it does chat.")]
    [InlineData(Anthropic, """ "inputs":{"prompts":["x"],"audio_url":"{media}/tone.wav"} """, "is a medium (audio) that anthropic/claude-haiku-4-5 does not take.")]
    [InlineData("anthropic/claude-of-tomorrow", """ "task":"speech","inputs":{"text":"x"} """, "does not do 'speech'; it does chat.")]
    [InlineData(OpenAI, """ "task":"speech","inputs":{"text":"x"} """, "does not do 'speech'; it does chat.")]
    [InlineData("openai/text-embedding-3-small", """ "inputs":{"image_url":"{media}/lighthouse.png"} """, "does not embed")]
    [InlineData("google/gemini-embedding-001", """ "inputs":{"image_url":"{media}/lighthouse.png"} """, "does not embed")]
    [InlineData("google/gemini-2.5-flash-preview-tts", """ "inputs":{"text":"x"},"parameters":{"voice":"Kore","response_format":"mp3"} """, "wav")]
    public async Task WhatAProviderCannotDo_IsA400ThatSaysWhatItCan(string model, string ask, string says)
    {
        using var response = await api.PostAsync(Body(model, ask));
        var problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, problem);
        Assert.Contains(says, JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement Output(JsonElement answer) => answer.GetProperty("data").GetProperty("outputs")[0];

    private static string Streamed(string body) => body.Contains("\"parameters\":{", StringComparison.Ordinal)
        ? body.Replace("\"parameters\":{", "\"parameters\":{\"stream\":true,", StringComparison.Ordinal)
        : body[..body.LastIndexOf('}')] + ",\"parameters\":{\"stream\":true}}";

    private string Body(string model, string ask) => api.WithMedia($$"""{"model":"{{model}}",{{ask}}}""");
}
