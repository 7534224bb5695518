using RawInference.State.Keys;

namespace RawInference.State.Tests.Keys;

public sealed class KeyHasherTests
{
    private const string Pepper = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Hash_IsWhatOpensslMakes() => Assert.Equal(
        // printf %s sk_test_key | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        "0fc0e3cc215037f0c74da3d1fba812df4c7787a442c63f43cf0c774c22b36d12",
        new KeyHasher(Pepper).HashText("sk_test_key"));

    [Fact]
    public void Text_IsReadBackInEitherCase()
    {
        var hasher = new KeyHasher(Pepper);

        Assert.True(KeyHasher.TryRead(hasher.HashText("sk_test_key").ToUpperInvariant(), out var hash));
        Assert.Equal(hasher.Hash("sk_test_key"), hash);
    }

    [Fact]
    public void OtherPepper_GivesAnotherHash() =>
        Assert.NotEqual(new KeyHasher(Pepper).HashText("sk_test_key"), new KeyHasher(Pepper + "!").HashText("sk_test_key"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zz23456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef00")]
    public void WhatIsNoHash_IsRefused(string? text) => Assert.False(KeyHasher.TryRead(text, out _));

    [Fact]
    public void ShortPepper_IsRefused() => Assert.Throws<ArgumentException>(() => new KeyHasher(Pepper[1..]));
}
