using System.Collections.Frozen;
using System.Text.Json;

namespace RawInference.Emulator.Models;

/// <summary>A model that the emulator answers for.</summary>
/// <param name="Id">The name to ask for.</param>
/// <param name="Snapshot">The dated name that answers carry; asking for it is the same as asking for <paramref name="Id"/>.</param>
/// <param name="Context">Tokens of prompt and answer together.</param>
/// <param name="Output">Tokens of an answer at most; for an embedding model the length of its vectors.</param>
/// <param name="Features">What it can do, as <c>Models.json</c> names it.</param>
/// <param name="Row">The whole row, for what only one protocol shows.</param>
internal sealed record ModelEntry(string Id, string Snapshot, int Context, int Output, FrozenSet<string> Features, JsonElement Row)
{
    public bool Has(string feature) => Features.Contains(feature);
}
