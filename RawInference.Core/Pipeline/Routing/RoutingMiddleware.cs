using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Routing;

/// <summary>Turns the selector into an operation and ordered targets, and the request into its typed form.</summary>
internal sealed class RoutingMiddleware(ModelCatalog catalog) : IInferenceMiddleware
{
    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        var request = context.Request;
        var resolved = catalog.Resolve(request.Model, request.Shape);
        context.Targets = resolved.Targets;
        context.AliasCache = resolved.Cache;
        context.Request = request.Bind(new RequestBinding(resolved.Operation, resolved.DefaultParameters));
        foreach (var warning in context.Request.Call.Warnings)
        {
            context.Facts.Add(warning);
        }

        return next(context);
    }
}
