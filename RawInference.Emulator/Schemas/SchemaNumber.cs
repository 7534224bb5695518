using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Schemas;

/// <summary>A number within a schema's bounds: the prompt's where it fits.</summary>
internal static class SchemaNumber
{
    public static JsonNode Make(JsonElement schema, string name, PromptValues prompt, bool whole)
    {
        var step = (decimal?)schema.Number("multipleOf") ?? (whole ? 1 : 0);
        var smallest = step > 0 ? step : 0.5m;
        var least = Highest((decimal?)schema.Number("minimum"), (decimal?)schema.Number("exclusiveMinimum") + smallest);
        var most = -Highest(-(decimal?)schema.Number("maximum"), -(decimal?)schema.Number("exclusiveMaximum") + smallest);

        // Bounds closer than the usual distance from an exclusive one: the middle lies within them.
        if (least > most && !whole)
        {
            var low = schema.Number("exclusiveMinimum") ?? schema.Number("minimum")!.Value;
            var high = schema.Number("exclusiveMaximum") ?? schema.Number("maximum")!.Value;
            return (decimal)(low + high) / 2;
        }

        var value = prompt.Number(name) is { } asked && asked >= (least ?? asked) && asked <= (most ?? asked) && OnStep(asked, step)
            ? asked
            : Clamp(1, least, most, step);
        return whole ? (long)value : value;
    }

    private static decimal Clamp(decimal value, decimal? least, decimal? most, decimal step)
    {
        value = least > value ? least.Value : most < value ? most.Value : value;
        if (step == 0 || OnStep(value, step))
        {
            return value;
        }

        var above = Math.Ceiling(value / step) * step;
        return above <= (most ?? above) ? above : Math.Floor(value / step) * step;
    }

    private static bool OnStep(decimal value, decimal step) => step == 0 || value % step == 0;

    private static decimal? Highest(decimal? one, decimal? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}
