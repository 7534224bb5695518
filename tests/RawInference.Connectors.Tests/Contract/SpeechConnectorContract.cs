using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextToAudio;
using RawInference.Core.Providers;
using RawInference.Core.Speech;
using RawInference.Speech;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every speech connector of ours does, and how it fails: a recording may be no JSON, so that not every fault can be told.</summary>
public abstract class SpeechConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly List<InferenceWarning> _warnings = [];

    /// <summary>A server at which nobody answers.</summary>
    protected abstract Uri Nobody { get; }

    /// <summary>The path, or how it begins, under which the server counts these calls.</summary>
    protected abstract string Path { get; }

    /// <summary>A voice of the model's.</summary>
    protected abstract string Voice { get; }

    /// <summary>The format that is asked for, with its media type and first bytes.</summary>
    protected abstract (string? Format, string MediaType, byte[] Start) Expected { get; }

    /// <summary>Whether the provider counts what it spoke, or bills what the connector can count.</summary>
    protected abstract bool HasUsage { get; }

    /// <summary>Whether the provider names its requests.</summary>
    protected virtual bool HasRequestIds => true;

    /// <summary>Whether the provider refuses to speak without being told a voice.</summary>
    protected abstract bool NeedsVoice { get; }

    /// <param name="address">Where it is.</param>
    /// <param name="fault">What goes wrong, in the words of the server's model names; null for nothing.</param>
    protected abstract ITextToAudioService CreateService(Uri address, string? fault);

    [Fact]
    public async Task Text_HasItsRecording()
    {
        var result = await SpeakAsync();

        Assert.Equal(Expected.MediaType, result.MediaType);
        Assert.True(result.Audio.Span.StartsWith(Expected.Start));
        Assert.Equal(HasUsage, result.Usage is not null);
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task MissingVoice_IsSaidToBeMissing()
    {
        if (NeedsVoice)
        {
            var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(new RawInferenceExecutionSettings()));
            Assert.Equal((InferenceErrorCode.InvalidRequest, "parameters.voice"), (error.Code, Assert.Single(error.Problems).Path));
        }
        else
        {
            Assert.False((await SpeakAsync(new RawInferenceExecutionSettings())).Audio.IsEmpty);
        }
    }

    [Fact]
    public async Task ExtensionData_IsReadAndWhatNobodyKnowsIsRefused()
    {
        var known = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["voice"] = Voice } };
        Assert.False((await SpeakAsync(known)).Audio.IsEmpty);

        var unknown = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["voise"] = Voice } };
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(unknown));
        Assert.Equal("parameters.voise", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public async Task ProviderOptionOfTheGatewaysOwn_IsRefused()
    {
        var settings = new RawInferenceExecutionSettings
        {
            Speech = new SpeechParameters { Voice = Voice },
            ProviderOptions = JsonText.Element("""{"model":"other"}"""),
        };
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(settings));
        Assert.Equal("parameters.provider_options.model", Assert.Single(error.Problems).Path);
    }

    [Theory]
    [InlineData("cut:1", InferenceErrorCode.StreamCut)]
    [InlineData("error-200", InferenceErrorCode.ProviderFailed)]
    [InlineData("status:400", InferenceErrorCode.ProviderRefused)]
    [InlineData("status:401", InferenceErrorCode.ProviderAccount)]
    [InlineData("status:413", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData("status:500", InferenceErrorCode.ProviderFailed)]
    [InlineData("status:503", InferenceErrorCode.ProviderFailed)]
    public async Task RecordingThatFails_IsATypedError(string fault, InferenceErrorCode expected)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(fault: fault));
        Assert.Equal(expected, error.Code);
        Assert.Equal(HasRequestIds, error.ProviderRequestId is not null);
    }

    [Fact]
    public async Task RecordingThatEndsTooEarly_IsAnError()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(fault: "end:1"));
        Assert.Contains(error.Code, new[] { InferenceErrorCode.StreamCut, InferenceErrorCode.ProviderInvalidAnswer });
    }

    [Fact]
    public async Task RateLimit_KeepsItsFacts()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => SpeakAsync(fault: "status:429;retry-after:2"));
        Assert.Equal((InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(2)), (error.Code, error.ProviderStatus, error.RetryAfter));
    }

    [Fact]
    public async Task RecordingInOddPieces_IsReadWhole() =>
        Assert.Equal((await SpeakAsync()).Audio.ToArray(), (await SpeakAsync(fault: "drip:0")).Audio.ToArray());

    [Fact]
    public async Task CallerWhoLeaves_FreesTheServer()
    {
        using var cancellation = new CancellationTokenSource();
        var number = await server.CountAsync(Path);
        var call = SpeakAsync(fault: "hang", cancellationToken: cancellation.Token);
        await server.WaitForAsync(Path, number, "open");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        await server.WaitForAsync(Path, number, "aborted");
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsUnreachable()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() =>
            CreateService(Nobody, null).GetAudioContentAsync("Hello", new RawInferenceExecutionSettings { Speech = new SpeechParameters { Voice = Voice } }));
        Assert.Equal(InferenceErrorCode.ProviderUnreachable, error.Code);
    }

    private async Task<SpeechResult> SpeakAsync(
        PromptExecutionSettings? settings = null, string? fault = null, CancellationToken cancellationToken = default)
    {
        settings ??= new RawInferenceExecutionSettings
        {
            Speech = new SpeechParameters { Voice = Voice, ResponseFormat = Expected.Format },
            OnWarning = _warnings.Add,
        };
        var content = await CreateService(server.Address, fault).GetAudioContentAsync("Hello, world", settings, cancellationToken: cancellationToken);
        return Assert.IsType<SpeechResult>(content.InnerContent);
    }
}
