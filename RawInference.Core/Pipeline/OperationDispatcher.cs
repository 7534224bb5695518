using System.Collections.Frozen;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Core.Pipeline;

/// <summary>The end of the pipeline: hands a request to the handler of its operation.</summary>
internal sealed class OperationDispatcher(IEnumerable<IOperationHandler> handlers)
{
    private readonly FrozenDictionary<string, IOperationHandler> _handlers = handlers.ToFrozenDictionary(handler => handler.Operation);

    public ValueTask<InferenceAnswer> OpenAsync(InferenceContext context) => _handlers[context.Request.Operation].OpenAsync(context);

    /// <summary>What the target's dialect cannot take of a request of an operation that it serves.</summary>
    public IEnumerable<InferenceProblem> Check(InferenceRequest request, ModelTarget target) => _handlers[request.Operation].Check(request, target);

    public bool CanServe(ModelTarget target, string operation) =>
        (target.Card?.Operations.Contains(operation) ?? true) && CanServe(target.Account.Connector, target.Account.Operations, operation);

    /// <summary>What a target can be asked, the model's main operation first where the catalogue knows it.</summary>
    public IEnumerable<string> OperationsOf(ModelTarget target) =>
        target.Card?.Operations.Where(operation => CanServe(target, operation)) ?? OperationsOf(target.Account.Connector, target.Account.Operations);

    /// <summary>What a provider of this dialect can be asked.</summary>
    /// <param name="connector">The dialect.</param>
    /// <param name="offered">What the provider offers of it; empty for all.</param>
    public IEnumerable<string> OperationsOf(IConnector connector, IReadOnlyCollection<string> offered) =>
        _handlers.Keys.Where(operation => CanServe(connector, offered, operation)).Order(StringComparer.Ordinal);

    private bool CanServe(IConnector connector, IReadOnlyCollection<string> offered, string operation) =>
        (offered.Count == 0 || offered.Contains(operation))
        && _handlers.TryGetValue(operation, out var handler)
        && handler.CanServe(connector);
}
