namespace RawInference.Core.Settings;

/// <summary>A section that someone reads: <c>RawInference:{Name}</c>. What is in the configuration and in no such section is a mistake.</summary>
public sealed record KnownSection(string Name);
