using RawInference.Core.Speech;
using RawInference.Speech;
using RawInference.Testing;

namespace RawInference.Core.Tests.Speech;

public sealed class SpeechHandlerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task Text_BecomesWhatTheServiceSaid()
    {
        byte[] audio = [1, 2, 3];
        _gateway.Connector.Speak = _ => Task.FromResult(new SpeechResult
        {
            Audio = audio,
            MediaType = "audio/pcm;rate=24000",
            Usage = FakeAnswers.Usage,
            Model = "speak-2",
            ResponseId = "r-7",
            Raw = Requests.Json("{}"),
        });

        var response = await _gateway.Client.SendAsync(Requests.Speech("first/speak", "hello"));

        Assert.Equal(audio, response.Audio.ToArray());
        Assert.Equal(("audio/pcm;rate=24000", "speak-2", "r-7"), (response.MediaType, response.Model, response.ProviderResponseId));
        Assert.Equal(FakeAnswers.Usage, response.Usage);
        Assert.Equal(0.000_007m, response.CostUsd);
        Assert.Single(response.Raw);
    }

    [Fact]
    public async Task TextAndParameters_ReachTheService()
    {
        await _gateway.Client.SendAsync(Requests.Speech("first/speak", "hello") with
        {
            Parameters = new SpeechParameters { Voice = "alloy", Speed = 2 },
            ProviderOptions = Requests.Json("""{"user":"u"}"""),
        });

        var call = _gateway.Connector.Calls.Single();
        Assert.Equal(("hello", "alloy", 2), (call.Prompt, call.Settings.Speech.Voice, call.Settings.Speech.Speed));
        Assert.Equal("u", call.Settings.ProviderOptions!.Value.GetProperty("user").GetString());
    }

    [Fact]
    public async Task EmptyRecording_IsAnInvalidAnswer()
    {
        _gateway.Connector.Speak = _ => Task.FromResult(new SpeechResult { Audio = ReadOnlyMemory<byte>.Empty, MediaType = "audio/mpeg" });
        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Speech("first/speak", "hello")));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, failure.Code);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
