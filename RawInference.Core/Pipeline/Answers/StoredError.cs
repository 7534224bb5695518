namespace RawInference.Core.Pipeline.Answers;

/// <summary>What an <see cref="InferenceException"/> tells its caller, without its cause.</summary>
internal sealed record StoredError(
    InferenceErrorCode Code,
    string Message,
    IReadOnlyList<InferenceProblem> Problems,
    int? ProviderStatus,
    string? ProviderCode,
    string? ProviderRequestId,
    TimeSpan? RetryAfter,
    IReadOnlyList<InferenceAttempt> Attempts)
{
    public static StoredError Of(InferenceException exception) => new(
        exception.Code,
        exception.Message,
        exception.Problems,
        exception.ProviderStatus,
        exception.ProviderCode,
        exception.ProviderRequestId,
        exception.RetryAfter,
        [.. exception.Facts.Attempts]);

    public InferenceException ToException()
    {
        var facts = new CallFacts();
        foreach (var attempt in Attempts)
        {
            facts.Add(attempt);
        }

        return new InferenceException(Code, Message)
        {
            Problems = Problems,
            ProviderStatus = ProviderStatus,
            ProviderCode = ProviderCode,
            ProviderRequestId = ProviderRequestId,
            RetryAfter = RetryAfter,
            Facts = facts,
        };
    }
}
