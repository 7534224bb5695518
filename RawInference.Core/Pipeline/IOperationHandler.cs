using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline;

/// <summary>Carries out one operation: the only place that knows its modality.</summary>
internal interface IOperationHandler
{
    /// <summary>One of <see cref="Operations"/>.</summary>
    string Operation { get; }

    /// <summary>Whether the dialect has the capability.</summary>
    bool CanServe(IConnector connector);

    /// <summary>Asks the context's target once.</summary>
    ValueTask<InferenceAnswer> OpenAsync(InferenceContext context);
}
