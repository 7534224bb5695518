using System.Collections.Frozen;
using RawInference.Emulator.OpenAI.Wire;

namespace RawInference.Emulator.OpenAI.Models;

/// <summary>The models of <c>Models.json</c>, by name and by snapshot.</summary>
internal static class ModelTable
{
    public static readonly IReadOnlyList<ModelEntry> All = Read();

    private static readonly FrozenDictionary<string, ModelEntry> ByName = All
        .SelectMany(model => new[] { model.Id, model.Snapshot }.Distinct().Select(name => (Name: name, Model: model)))
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Model);

    public static ModelEntry? Find(string name) => ByName.GetValueOrDefault(name);

    private static ModelEntry[] Read()
    {
        using var document = EmbeddedResource.Json("Models.json");
        return
        [
            .. document.RootElement.EnumerateArray().Select(row => new ModelEntry(
                row.Text("id")!,
                row.Text("snapshot") ?? row.Text("id")!,
                row.GetProperty("created").GetInt64(),
                row.Integer("context")!.Value,
                row.Integer("output")!.Value,
                row.Items("features").Select(feature => feature.GetString()!).ToFrozenSet())),
        ];
    }
}
