using System.Text.Json;
using System.Text.Json.Serialization;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.State.Degraded;

/// <summary>Settlements as the spool keeps them.</summary>
internal static class SettlementJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(Settlement settlement) => JsonSerializer.Serialize(settlement, Options);

    public static Settlement Read(string json) =>
        JsonSerializer.Deserialize<Settlement>(json, Options) ?? throw new InvalidDataException("A settlement in the spool is null.");
}
