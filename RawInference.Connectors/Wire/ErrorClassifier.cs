namespace RawInference.Connectors.Wire;

/// <summary>What a dialect's own error code means; null leaves it to the HTTP status.</summary>
internal delegate InferenceErrorCode? ErrorClassifier(ProviderError error);
