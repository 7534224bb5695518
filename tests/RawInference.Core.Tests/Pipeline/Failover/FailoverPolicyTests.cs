using RawInference.Core.Pipeline.Failover;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Failover;

public sealed class FailoverPolicyTests
{
    private static readonly InferenceErrorCode[] Retried =
    [
        InferenceErrorCode.ProviderRateLimited, InferenceErrorCode.ProviderTimeout, InferenceErrorCode.ProviderFailed,
        InferenceErrorCode.ProviderUnreachable, InferenceErrorCode.StreamCut,
    ];

    private static readonly InferenceErrorCode[] OnlyElsewhere =
    [
        InferenceErrorCode.ProviderAccount, InferenceErrorCode.ProviderContextLength, InferenceErrorCode.ProviderContentPolicy,
        InferenceErrorCode.ProviderModelNotFound, InferenceErrorCode.ProviderInvalidAnswer,
    ];

    public static TheoryData<InferenceErrorCode> Codes => [.. Enum.GetValues<InferenceErrorCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCode_IsEitherRetriedOrTriedElsewhereOrFinal(InferenceErrorCode code)
    {
        var failure = FakeAnswers.Failure(code);
        Assert.Equal(Retried.Contains(code), FailoverPolicy.MayRetry(failure));
        Assert.Equal(Retried.Contains(code) || OnlyElsewhere.Contains(code), FailoverPolicy.MayFallBack(failure));
    }
}
