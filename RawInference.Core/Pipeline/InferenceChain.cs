using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Failover;

namespace RawInference.Core.Pipeline;

/// <summary>The stages, linked once for the life of the process.</summary>
internal sealed class InferenceChain
{
    public InferenceChain(IServiceProvider services, OperationDispatcher dispatcher, IOptions<FailoverOptions> options)
    {
        TotalTimeout = options.Value.TotalTimeout;
        Run = InferencePipeline.Stages
            .Reverse()
            .Select(stage => (IInferenceMiddleware)ActivatorUtilities.CreateInstance(services, stage))
            .Aggregate((InferenceDelegate)dispatcher.OpenAsync, (next, stage) => context => stage.InvokeAsync(context, next));
    }

    public InferenceDelegate Run { get; }

    /// <summary>For calls that bring no deadline of their own.</summary>
    public TimeSpan TotalTimeout { get; }
}
