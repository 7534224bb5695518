using RawInference.Api.Hosting;
using RawInference.Contract;
using RawInference.Core.Models;

namespace RawInference.Api.Models;

/// <summary>Which models a caller wants to see; null for all. A model that the catalogue does not know has no known operation and input.</summary>
internal sealed record ModelFilter(string? Provider, string? Operation, string? Input, bool? Emulated)
{
    /// <param name="query">Of the request.</param>
    /// <param name="providers">Those that there are, for the caller.</param>
    /// <exception cref="InferenceException">With every mistake.</exception>
    public static ModelFilter Read(IQueryCollection query, IEnumerable<string> providers)
    {
        var read = new QueryReader(query);
        var filter = new ModelFilter(
            read.OneOf("provider", providers),
            read.OneOf("operation", OperationContracts.All.Select(contract => contract.Operation)),
            read.OneOf("input", InputWire.All),
            read.Flag("emulated"));
        read.ThrowIfRefused();
        return filter;
    }

    public bool Matches(ModelTarget target) =>
        (Provider is null || target.Account.Name == Provider)
        && (Operation is null || target.Card?.Operations.Contains(Operation) == true)
        && (Input is null || (target.Card is { } card && InputWire.Of(card.Inputs).Contains(Input)))
        && (Emulated is null || target.Account.Emulated == Emulated);
}
