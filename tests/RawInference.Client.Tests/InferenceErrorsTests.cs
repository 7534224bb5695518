namespace RawInference.Client.Tests;

public class InferenceErrorsTests
{
    /// <summary>What the contract promises of each error, written out: origin, and whether the same call may succeed later.</summary>
    private static readonly Dictionary<InferenceErrorCode, (ErrorOrigin Origin, bool Retryable)> Table = new()
    {
        [InferenceErrorCode.InvalidRequest] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.MediaUnavailable] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.MediaTooLarge] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.MediaUnsupported] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.PayloadTooLarge] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.Unauthorized] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.Forbidden] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.NotFound] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.BudgetExceeded] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.LimitExceeded] = (ErrorOrigin.Caller, true),
        [InferenceErrorCode.IdempotencyInFlight] = (ErrorOrigin.Caller, true),
        [InferenceErrorCode.IdempotencyMismatch] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.Canceled] = (ErrorOrigin.Caller, false),
        [InferenceErrorCode.DeadlineExceeded] = (ErrorOrigin.Gateway, true),
        [InferenceErrorCode.Overloaded] = (ErrorOrigin.Gateway, true),
        [InferenceErrorCode.Unavailable] = (ErrorOrigin.Gateway, true),
        [InferenceErrorCode.Internal] = (ErrorOrigin.Gateway, false),
        [InferenceErrorCode.ProviderRefused] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderContextLength] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderContentPolicy] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderModelNotFound] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderAccount] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderPayloadTooLarge] = (ErrorOrigin.Provider, false),
        [InferenceErrorCode.ProviderRateLimited] = (ErrorOrigin.Provider, true),
        [InferenceErrorCode.ProviderTimeout] = (ErrorOrigin.Provider, true),
        [InferenceErrorCode.ProviderFailed] = (ErrorOrigin.Provider, true),
        [InferenceErrorCode.ProviderUnreachable] = (ErrorOrigin.Provider, true),
        [InferenceErrorCode.ProviderInvalidAnswer] = (ErrorOrigin.Provider, true),
        [InferenceErrorCode.StreamCut] = (ErrorOrigin.Provider, true),
    };

    public static TheoryData<InferenceErrorCode> Codes => [.. Enum.GetValues<InferenceErrorCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EachCode_HasTheOriginAndRetryabilityOfTheTable(InferenceErrorCode code)
    {
        var exception = new InferenceException(code, "It failed.");

        Assert.Equal(Table[code], (exception.Origin, exception.Retryable));
    }
}
