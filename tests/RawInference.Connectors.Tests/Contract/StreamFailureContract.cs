namespace RawInference.Connectors.Tests.Contract;

/// <summary>How every connector of ours fails that can also answer in a stream.</summary>
public abstract class StreamFailureContract(ContractServer server) : FailureContract(server)
{
    [Theory]
    [InlineData("cut:1", InferenceErrorCode.StreamCut)]
    [InlineData("cut:1000", InferenceErrorCode.StreamCut)]
    [InlineData("end:0", InferenceErrorCode.StreamCut)]
    [InlineData("end:1", InferenceErrorCode.StreamCut)]
    [InlineData("end:1000", InferenceErrorCode.StreamCut)]
    [InlineData("error-frame:1", InferenceErrorCode.ProviderFailed)]
    [InlineData("error-200", InferenceErrorCode.ProviderFailed)]
    [InlineData("invalid-json", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("long-line:9000000", InferenceErrorCode.ProviderInvalidAnswer)]
    [InlineData("status:500", InferenceErrorCode.ProviderFailed)]
    public async Task StreamThatFails_IsNeverACleanEnd(string fault, InferenceErrorCode expected)
    {
        await AssertFailureAsync(fault, stream: true, expected);
    }

    [Fact]
    public Task RateLimitOfAStream_KeepsItsFacts() => AssertRateLimitAsync(stream: true);

    [Theory]
    [InlineData("split-utf8")]
    [InlineData("drip:0")]
    [InlineData("long-line:300000")]
    public async Task StreamInOddPieces_IsReadWhole(string fault)
    {
        var (plain, odd) = (await AskAsync(null, stream: true), await AskAsync(fault, stream: true));
        Assert.StartsWith(plain.Text, odd.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', odd.Text);
        Assert.NotNull(odd.Usage);
    }

    [Fact]
    public Task MissingUsageOfAStream_StaysUnknown() => AssertNoUsageAsync("no-usage", stream: true);

    [Fact]
    public Task NegativeUsageOfAStream_IsLeftOutWithAWarning() => AssertNoUsageAsync("negative-usage", stream: true, WarningCodes.UsageInvalid);

    [Fact]
    public Task CallerWhoLeavesBeforeTheStream_FreesTheServer() => AssertCancellationAsync(stream: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallerWhoLeavesMidStream_FreesTheServer(bool cancels)
    {
        using var cancellation = new CancellationTokenSource();
        var number = await Host.CountAsync(Path);
        var pieces = OpenAsync("pace:50", cancellation.Token).GetAsyncEnumerator();
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(HangGuard));
        if (cancels)
        {
            var next = pieces.MoveNextAsync().AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(HangGuard));
        }

        await pieces.DisposeAsync().AsTask().WaitAsync(HangGuard);
        await Host.WaitForAsync(Path, number, "aborted");
    }

    /// <summary>The pieces of a stream that goes on for a while.</summary>
    protected abstract IAsyncEnumerable<object> OpenAsync(string fault, CancellationToken cancellationToken);
}
