using RawInference.Core.Limits;

namespace RawInference.State.Redis.Ledger;

/// <summary>What a limit is charged in the end.</summary>
internal readonly record struct SettledCharge(LimitDimension Dimension, long Reserved, long Used);
