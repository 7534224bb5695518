using System.Text.Json;
using RawInference.Core.Models;

namespace RawInference.Core.Pipeline.Validation;

/// <summary>Drops the targets that cannot take the request; when none is left, refuses with every mistake at once.</summary>
internal sealed class ValidationMiddleware(OperationDispatcher dispatcher) : IInferenceMiddleware
{
    public ValueTask<InferenceAnswer> InvokeAsync(InferenceContext context, InferenceDelegate next)
    {
        List<ModelTarget>? fitting = null;
        List<InferenceProblem>? first = null;
        for (var index = 0; index < context.Targets.Count; index++)
        {
            var target = context.Targets[index];
            var problems = Problems(context.Request, target);
            if (problems.Count == 0)
            {
                fitting?.Add(target);
                continue;
            }

            first ??= problems;
            fitting ??= [.. context.Targets.Take(index)];
        }

        if (fitting is not null)
        {
            context.Targets = fitting.Count > 0 ? fitting : throw InferenceException.Invalid(first!);
        }

        return next(context);
    }

    /// <summary>What keeps the target from being asked: what it cannot take, and under <c>strict</c> also what would be left out.</summary>
    private List<InferenceProblem> Problems(InferenceRequest request, ModelTarget target)
    {
        if (!dispatcher.CanServe(target, request.Operation))
        {
            return [NotServed(request.Operation, target)];
        }

        var problems = request.Check(target.Capabilities)
            .Where(problem => request.Call.Strict || !problem.CanBeDropped)
            .ToList();

        // What the catalogue says of the model is said once, though its dialect would say it too.
        problems.AddRange(dispatcher.Check(request, target).ExceptBy(problems.Select(problem => problem.Path), problem => problem.Path));

        if (request.ProviderOptions is { ValueKind: not JsonValueKind.Object })
        {
            problems.Add(new InferenceProblem("parameters.provider_options", "must be an object of the provider's own fields."));
        }
        else if (request.ProviderOptions is { } options)
        {
            problems.AddRange(options.EnumerateObject()
                .Where(option => !target.Account.Connector.AllowsProviderOption(option.Name))
                .Select(option => new InferenceProblem(
                    $"parameters.provider_options.{option.Name}",
                    $"may not be set for {target.Account.Name}: it names an endpoint, a key, a header or what the gateway sets itself.")));
        }

        return problems;
    }

    private InferenceProblem NotServed(string operation, ModelTarget target)
    {
        string[] served = [.. dispatcher.OperationsOf(target)];
        return new InferenceProblem("model", served.Length > 0
            ? $"{target} does not do '{operation}'; it does {string.Join(", ", served)}."
            : $"{target} does not do '{operation}', nor anything else that this gateway can ask of it.");
    }
}
