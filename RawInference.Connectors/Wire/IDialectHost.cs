using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Wire;

/// <summary>
/// A kind of account at which a dialect is spoken: its name, its models, how it is addressed and what proves it. Through it
/// one folder can register the dialect of another as a connector of its own, and neither knows the other.
/// </summary>
internal interface IDialectHost
{
    /// <summary>The connector's name.</summary>
    string Name { get; }

    IReadOnlyList<ProviderPreset> Presets { get; }

    /// <summary>What is known here of the models that the dialect's own data describe.</summary>
    IEnumerable<ModelCard> CardsOf(IReadOnlyList<ModelCard> cards);

    /// <summary>What is wrong with an account's settings, each as <c>Setting: what and the cure</c>.</summary>
    IEnumerable<string> Problems(ProviderOptions options);

    /// <param name="target">The account and the model.</param>
    /// <param name="classify">What the dialect's own error codes mean.</param>
    IDialectServer Open(ModelTarget target, ErrorClassifier classify);
}

/// <summary>One that the registration can make.</summary>
internal interface IDialectHost<TSelf> : IDialectHost
    where TSelf : IDialectHost<TSelf>
{
    static abstract TSelf Create(UpstreamClient upstream);
}
