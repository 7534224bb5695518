using System.Text.Json.Serialization;
using RawInference.Core.Usage;

namespace RawInference.State.Redis.Ledger;

/// <summary>JSON of records and leases. Enums are names, which outlive a change of their order.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(StoredLease))]
internal sealed partial class LedgerJson : JsonSerializerContext;
