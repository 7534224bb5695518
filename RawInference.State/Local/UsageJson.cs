using System.Text.Json.Serialization;
using RawInference.Core.Pipeline.Limits;
using RawInference.Core.Usage;

namespace RawInference.State.Local;

/// <summary>JSON in the columns of the usage tables. Enums are names, which outlive a change of their order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UsageDetail))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(IReadOnlyList<Charge>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class UsageJson : JsonSerializerContext;
