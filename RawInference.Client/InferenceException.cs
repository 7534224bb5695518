namespace RawInference;

/// <summary>The one error of inference. Its message is safe to show to the caller.</summary>
public sealed class InferenceException : Exception
{
    public InferenceException(InferenceErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
    }

    public InferenceErrorCode Code { get; }

    public ErrorOrigin Origin => InferenceErrors.OriginOf(Code);

    /// <summary>Whether the same call may succeed later, or elsewhere.</summary>
    public bool Retryable => InferenceErrors.IsRetryable(Code);

    /// <summary>Every mistake at once, when the request is at fault.</summary>
    public IReadOnlyList<InferenceProblem> Problems { get; init; } = [];

    /// <summary>The provider's HTTP status, where it answered.</summary>
    public int? ProviderStatus { get; init; }

    /// <summary>The provider's own error code or type.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>The provider's id of the failed request, for its support.</summary>
    public string? ProviderRequestId { get; init; }

    /// <summary>The least to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the journey had shown when it failed. Set by whoever drives the answer.</summary>
    public CallFacts Facts { get; set; } = CallFacts.None;

    /// <summary>A refusal that names one field.</summary>
    public static InferenceException Invalid(string path, string message) => Invalid([new InferenceProblem(path, message)]);

    /// <summary>A refusal that names every mistake.</summary>
    public static InferenceException Invalid(IReadOnlyList<InferenceProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var message = problems.Count == 1
            ? $"{problems[0].Path}: {problems[0].Message}"
            : $"The request has {problems.Count} mistakes: {string.Join("; ", problems.Select(problem => $"{problem.Path}: {problem.Message}"))}";
        return new InferenceException(InferenceErrorCode.InvalidRequest, message) { Problems = problems };
    }
}
