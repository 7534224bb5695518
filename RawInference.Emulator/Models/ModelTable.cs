using System.Collections.Frozen;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Models;

/// <summary>The models of a protocol's <c>Models.json</c>, by name and by snapshot.</summary>
internal sealed class ModelTable
{
    private readonly FrozenDictionary<string, ModelEntry> _byName;

    /// <param name="folder">The protocol's folder.</param>
    public ModelTable(string folder)
    {
        All = Read(folder);
        _byName = All
            .SelectMany(model => new[] { model.Id, model.Snapshot }.Distinct().Select(name => (Name: name, Model: model)))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.Model);
    }

    public IReadOnlyList<ModelEntry> All { get; }

    public ModelEntry? Find(string name) => _byName.GetValueOrDefault(name);

    private static ModelEntry[] Read(string folder)
    {
        using var document = EmbeddedResource.Json($"{folder}/Models.json");
        return
        [
            .. document.RootElement.EnumerateArray().Select(row => new ModelEntry(
                row.Text("id")!,
                row.Text("snapshot") ?? row.Text("id")!,
                row.Integer("context")!.Value,
                row.Integer("output")!.Value,
                row.Items("features").Select(feature => feature.GetString()!).ToFrozenSet(),
                row.Clone())),
        ];
    }
}
