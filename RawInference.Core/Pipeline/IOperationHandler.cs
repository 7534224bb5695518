using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline;

/// <summary>Carries out one operation: the only place that knows its modality.</summary>
internal interface IOperationHandler
{
    /// <summary>One of <see cref="Operations"/>.</summary>
    string Operation { get; }

    /// <summary>Whether the dialect has the capability.</summary>
    bool CanServe(IConnector connector);

    /// <summary>What the target's dialect cannot take of a request, whatever the model could.</summary>
    IEnumerable<InferenceProblem> Check(InferenceRequest request, ModelTarget target) => [];

    /// <summary>Asks the context's target once.</summary>
    ValueTask<InferenceAnswer> OpenAsync(InferenceContext context);
}
