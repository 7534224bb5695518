namespace RawInference.Core.Pipeline;

/// <summary>The rest of the pipeline: completes when the answer has begun.</summary>
public delegate ValueTask<InferenceAnswer> InferenceDelegate(InferenceContext context);
