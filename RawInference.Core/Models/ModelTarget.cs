using RawInference.Core.Providers;
using RawInference.Models;

namespace RawInference.Core.Models;

/// <summary>A model of a configured provider: what one attempt asks.</summary>
/// <param name="Account">The configured provider.</param>
/// <param name="Model">As the provider names it.</param>
/// <param name="Card">Null when the catalogue does not know the model.</param>
/// <param name="Capabilities">What it can take, as far as is known.</param>
public sealed record ModelTarget(ProviderAccount Account, string Model, ModelCard? Card, ModelCapabilities Capabilities)
{
    /// <summary>The configuration's price, or the catalogue's; null where neither knows one.</summary>
    public ModelPrice? Price { get; init; } = Card?.Price;

    public override string ToString() => $"{Account.Name}/{Model}";
}
