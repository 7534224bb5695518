namespace RawInference;

/// <summary>One try at one target.</summary>
/// <param name="Provider">The configured provider's name.</param>
/// <param name="Model">The model that was asked.</param>
/// <param name="Status">The provider's HTTP status; null where none came.</param>
/// <param name="Duration">From the start of the try to its first item, or to its failure.</param>
/// <param name="Error">Null when it succeeded.</param>
/// <param name="Part">Index of the part (of the prompt, say) where a call was split.</param>
public sealed record InferenceAttempt(
    string Provider,
    string Model,
    int? Status,
    TimeSpan Duration,
    InferenceErrorCode? Error = null,
    int? Part = null);
