using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class AddressClassifierTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")]
    [InlineData("10.0.0.0", "10.255.255.255")]
    [InlineData("100.64.0.0", "100.127.255.255")]
    [InlineData("127.0.0.0", "127.255.255.255")]
    [InlineData("168.63.129.16", "168.63.129.16")]
    [InlineData("169.254.0.0", "169.254.255.255")]
    [InlineData("172.16.0.0", "172.31.255.255")]
    [InlineData("192.0.0.0", "192.0.0.255")]
    [InlineData("192.0.2.0", "192.0.2.255")]
    [InlineData("192.31.196.0", "192.31.196.255")]
    [InlineData("192.52.193.0", "192.52.193.255")]
    [InlineData("192.88.99.0", "192.88.99.255")]
    [InlineData("192.168.0.0", "192.168.255.255")]
    [InlineData("192.175.48.0", "192.175.48.255")]
    [InlineData("198.18.0.0", "198.19.255.255")]
    [InlineData("198.51.100.0", "198.51.100.255")]
    [InlineData("203.0.113.0", "203.0.113.255")]
    [InlineData("224.0.0.0", "255.255.255.255")]
    public void SpecialRange_IsDeniedFromEndToEndAndNotBeyond(string first, string last)
    {
        var (low, high) = (Number(IPAddress.Parse(first)), Number(IPAddress.Parse(last)));

        Assert.False(AddressClassifier.IsPublic(Address(low)));
        Assert.False(AddressClassifier.IsPublic(Address(low + ((high - low) / 2))));
        Assert.False(AddressClassifier.IsPublic(Address(high)));
        Assert.True(low == 0 || AddressClassifier.IsPublic(Address(low - 1)));
        Assert.True(high == uint.MaxValue || AddressClassifier.IsPublic(Address(high + 1)));
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::8.8.8.8")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::a9fe:a9fe")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:10::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:808:808::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("3fff::1")]
    [InlineData("3fff:fff:ffff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2606:4700::5efe:127.0.0.1")]
    [InlineData("2606:4700::200:5efe:10.0.0.1")]
    [InlineData("2606:4700:4700::1111%3")]
    public void SpecialAddress_IsDenied(string address) => Assert.False(AddressClassifier.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("93.184.216.34")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void GlobalAddress_IsPublic(string address) => Assert.True(AddressClassifier.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void MappedAddress_IsClassifiedAsTheAddressThatItEmbeds() =>
        Prop.ForAll(Numbers(), number =>
            AddressClassifier.IsPublic(Address(number).MapToIPv6()) == AddressClassifier.IsPublic(Address(number))).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyOtherEmbeddedAddress_IsDenied() =>
        Prop.ForAll(Numbers(), number => new[] { "::{0}", "64:ff9b::{0}", "2001:db8::{0}", "2606:4700::5efe:{0}", "fe80::{0}", "fd00::{0}" }
            .All(form => !AddressClassifier.IsPublic(IPAddress.Parse(form.Replace("{0}", Address(number).ToString(), StringComparison.Ordinal)))))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void AddressOutsideTheGlobalUnicastRange_IsDenied() =>
        Prop.ForAll(Sixteen(), bytes =>
        {
            var address = new IPAddress(bytes);
            return (bytes[0] & 0xE0) == 0x20 || address.IsIPv4MappedToIPv6 || !AddressClassifier.IsPublic(address);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnswerForIPv4_IsThatOfTheRegistryReadBitByBit() =>
        Prop.ForAll(Numbers(), number => AddressClassifier.IsPublic(Address(number)) == !Registry.Any(entry => number >> (32 - entry.Bits) == entry.Prefix >> (32 - entry.Bits)))
            .QuickCheckThrowOnFailure();

    private static readonly (uint Prefix, int Bits)[] Registry =
    [
        (0x00000000, 8), (0x0A000000, 8), (0x64400000, 10), (0x7F000000, 8), (0xA83F8110, 32), (0xA9FE0000, 16), (0xAC100000, 12),
        (0xC0000000, 24), (0xC0000200, 24), (0xC01FC400, 24), (0xC034C100, 24), (0xC0586300, 24), (0xC0A80000, 16), (0xC0AF3000, 24),
        (0xC6120000, 15), (0xC6336400, 24), (0xCB007100, 24), (0xE0000000, 4), (0xF0000000, 4),
    ];

    /// <summary>Half of them next to a range's edge, where mistakes live.</summary>
    private static Arbitrary<uint> Numbers() => Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => (uint)number),
        Gen.Elements(Registry).SelectMany(entry => Gen.Choose(-2, 2).Select(offset => (uint)(entry.Prefix + offset))),
        Gen.Elements(Registry).SelectMany(entry => Gen.Choose(-2, 2).Select(offset => (uint)(entry.Prefix + (1L << (32 - entry.Bits)) + offset))))
        .ToArbitrary();

    private static Arbitrary<byte[]> Sixteen() => Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(16).ToArbitrary();

    private static uint Number(IPAddress address)
    {
        Assert.Equal(AddressFamily.InterNetwork, address.AddressFamily);
        var bytes = address.GetAddressBytes();
        return (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
    }

    private static IPAddress Address(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
