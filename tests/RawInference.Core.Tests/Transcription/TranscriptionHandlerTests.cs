using RawInference.Core.Transcription;
using RawInference.Testing;
using RawInference.Transcription;

namespace RawInference.Core.Tests.Transcription;

public sealed class TranscriptionHandlerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task Recording_BecomesWhatTheServiceHeard()
    {
        TranscriptionSegment[] segments = [new(0, 1.5, "hello")];
        _gateway.Connector.Transcribe = _ => Task.FromResult(new TranscriptionResult
        {
            Text = "hello",
            Language = "en",
            DurationSeconds = 1.5,
            Segments = segments,
            Words = segments,
            Usage = FakeAnswers.Usage,
            Model = "scribe-2",
            Raw = Requests.Json("{}"),
        });

        var response = await _gateway.Client.SendAsync(Requests.Transcription("first/scribe"));

        Assert.Equal(("hello", "en", 1.5, "scribe-2"), (response.Text, response.Language, response.DurationSeconds, response.Model));
        Assert.Equal(segments, response.Segments);
        Assert.Equal(segments, response.Words);
        Assert.Equal(FakeAnswers.Usage, response.Usage);
        Assert.Single(response.Raw);
    }

    [Fact]
    public async Task HintAndParameters_ReachTheService()
    {
        var request = Requests.Transcription("first/scribe", "Oslo") with { Parameters = new TranscriptionParameters { Language = "no" } };
        await _gateway.Client.SendAsync(request);
        var call = _gateway.Connector.Calls.Single();
        Assert.Equal(("Oslo", "no"), (call.Prompt, call.Settings.Transcription.Language));
        Assert.Equal("audio/wav", call.Audio!.MediaType);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
