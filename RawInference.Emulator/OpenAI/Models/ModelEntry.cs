using System.Collections.Frozen;

namespace RawInference.Emulator.OpenAI.Models;

/// <summary>A model that the emulator answers for.</summary>
/// <param name="Id">The name to ask for.</param>
/// <param name="Snapshot">The dated name that answers carry; asking for it is the same as asking for <paramref name="Id"/>.</param>
/// <param name="Created">When the provider published it, in Unix seconds.</param>
/// <param name="Context">Tokens of prompt and answer together.</param>
/// <param name="Output">Tokens of an answer at most; for an embedding model the length of its vectors.</param>
/// <param name="Features">What it can do, as <c>Models.json</c> names it.</param>
internal sealed record ModelEntry(string Id, string Snapshot, long Created, int Context, int Output, FrozenSet<string> Features)
{
    public bool Has(string feature) => Features.Contains(feature);
}
