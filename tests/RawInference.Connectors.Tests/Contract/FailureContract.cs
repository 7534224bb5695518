namespace RawInference.Connectors.Tests.Contract;

/// <summary>How every connector of ours fails, whatever it is asked, when the answer is not streamed.</summary>
public abstract class FailureContract(ContractServer server) : IClassFixture<ContractServer>
{
    protected static TimeSpan HangGuard { get; } = TimeSpan.FromSeconds(30);

    protected ContractServer Host => server;

    /// <summary>The path, or how it begins, under which the server counts these calls.</summary>
    protected abstract string Path { get; }

    /// <param name="fault">What goes wrong, in the words of the server's model names; null for nothing.</param>
    /// <param name="stream">Whether the answer comes in pieces.</param>
    /// <param name="cancellationToken">The caller's.</param>
    protected abstract Task<FailureReading> AskAsync(string? fault, bool stream = false, CancellationToken cancellationToken = default);

    /// <summary>Whether the provider names its requests.</summary>
    protected virtual bool HasRequestIds => true;

    /// <summary>Whether a failure names the provider's request where the answer has begun.</summary>
    protected virtual bool TellsRequestIds => HasRequestIds;

    /// <summary>What becomes of a server's call whose caller has left.</summary>
    protected virtual string StateOfAbandoned => "aborted";

    /// <summary>
    /// What a fault is called where the code beneath the connector cannot tell what it is; null where it takes the answer for a whole one.
    /// </summary>
    protected virtual InferenceErrorCode? Told(string fault, bool stream, InferenceErrorCode expected) => expected;

    /// <summary>A call whose server is on a port where nobody listens.</summary>
    protected abstract Task AskNobodyAsync();

    [Theory]
    [InlineData("cut:1", InferenceErrorCode.StreamCut)]
    [InlineData("end:1", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("invalid-json", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("error-200", InferenceErrorCode.ProviderFailed)]
    [InlineData("status:400", InferenceErrorCode.ProviderRefused)]
    [InlineData("status:401", InferenceErrorCode.ProviderAccount)]
    [InlineData("status:403", InferenceErrorCode.ProviderAccount)]
    [InlineData("status:413", InferenceErrorCode.ProviderPayloadTooLarge)]
    [InlineData("status:500", InferenceErrorCode.ProviderFailed)]
    [InlineData("status:503", InferenceErrorCode.ProviderFailed)]
    public async Task AnswerThatFails_IsATypedError(string fault, InferenceErrorCode expected)
    {
        await AssertFailureAsync(fault, stream: false, expected);
    }

    [Fact]
    public Task RateLimit_KeepsItsFacts() => AssertRateLimitAsync(stream: false);

    [Theory]
    [InlineData("split-utf8")]
    [InlineData("drip:0")]
    [InlineData("long-line:300000")]
    public async Task AnswerInOddPieces_IsReadWhole(string fault)
    {
        var (plain, odd) = (await AskAsync(null), await AskAsync(fault));
        Assert.StartsWith(plain.Text, odd.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', odd.Text);
        Assert.Empty(odd.Warnings);
    }

    [Fact]
    public Task MissingUsage_StaysUnknown() => AssertNoUsageAsync("no-usage", stream: false);

    [Fact]
    public Task NegativeUsage_IsLeftOutWithAWarning() => AssertNoUsageAsync("negative-usage", stream: false, WarningCodes.UsageInvalid);

    [Fact]
    public Task CallerWhoLeavesBeforeTheAnswer_FreesTheServer() => AssertCancellationAsync(stream: false);

    [Fact]
    public async Task ServerThatIsNotThere_IsUnreachable()
    {
        var error = await Assert.ThrowsAsync<InferenceException>(AskNobodyAsync);
        Assert.Equal(InferenceErrorCode.ProviderUnreachable, error.Code);
    }

    protected async Task AssertFailureAsync(string fault, bool stream, InferenceErrorCode expected)
    {
        if (Told(fault, stream, expected) is not { } told)
        {
            Assert.NotEmpty((await AskAsync(fault, stream)).Text);
            return;
        }

        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(fault, stream));
        Assert.Equal(told, error.Code);
        Assert.True(error.ProviderRequestId is not null || !TellsRequestIds);
    }

    protected async Task AssertRateLimitAsync(bool stream)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync("status:429;retry-after:2", stream));
        Assert.Equal((InferenceErrorCode.ProviderRateLimited, 429, TimeSpan.FromSeconds(2)), (error.Code, error.ProviderStatus, error.RetryAfter));
        Assert.Equal(HasRequestIds, error.ProviderRequestId is not null);
    }

    protected async Task AssertNoUsageAsync(string fault, bool stream, params string[] warnings)
    {
        var reading = await AskAsync(fault, stream);
        Assert.NotEmpty(reading.Text);
        Assert.Null(reading.Usage);
        Assert.Equal(warnings, reading.Warnings.Select(warning => warning.Code).Distinct());
    }

    protected async Task AssertCancellationAsync(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var number = await Host.CountAsync(Path);
        var call = AskAsync("hang", stream, cancellation.Token);
        await Host.WaitForAsync(Path, number, "open");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        await Host.WaitForAsync(Path, number, StateOfAbandoned);
    }
}
