namespace RawInference;

/// <summary>A part of an answer that is still coming.</summary>
public abstract record InferenceDelta : InferenceUpdate;
