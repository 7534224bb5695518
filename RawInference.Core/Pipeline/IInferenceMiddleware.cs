namespace RawInference.Core.Pipeline;

/// <summary>
/// A stage. When <see cref="InvokeAsync"/> completes, the answer has begun; whatever can change the outcome happens before.
/// A stage that needs the tail registers for it on the answer.
/// </summary>
public interface IInferenceMiddleware
{
    ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next);
}
