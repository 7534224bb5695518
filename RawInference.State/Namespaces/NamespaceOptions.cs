using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>The namespaces of the configuration: <c>RawInference:Namespaces</c>, a list of names.</summary>
public sealed class NamespaceOptions
{
    /// <summary>The section that the list is in.</summary>
    public const string Section = "RawInference";

    /// <summary>As configured: 1 to 63 of <c>a-z</c>, <c>0-9</c>, <c>_</c> and <c>-</c>, a letter or digit first.</summary>
    public List<string> Namespaces { get; } = [];

    /// <summary>Every name there is, each once: the default one always exists.</summary>
    public IEnumerable<string> Names => Namespaces.Prepend(Caller.DefaultNamespace).Distinct(StringComparer.Ordinal);
}
